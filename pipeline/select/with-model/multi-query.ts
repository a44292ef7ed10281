import { reasonOf, type StrategyModel } from '../../../generators/strategy-model.js'
import type { Chunk } from '../../../indexes/chunks/chunk.js'
import { readTemplate, renderPrompt } from '../../../prompts/render-prompt.js'
import { packPassages } from '../../../retrievers/packing/pack.js'
import { newestFirst } from '../../../retrievers/ranked.js'
import { RRF_K } from '../../../retrievers/strategies/reciprocal-rank-fusion.js'
import type { Ranker, Strategy } from '../../../retrievers/strategy.js'
import { oneCall } from './call-limit.js'
import { wholeLines } from './notes.js'

const WORDINGS = 4
/** Most tokens of all wordings together. */
const TOKENS_OF_WORDINGS = WORDINGS * 48
/** The most that `multi-query` asks for. */
export const multiQueryLimit = oneCall(TOKENS_OF_WORDINGS)

/**
 * The model words the instruction in other ways; the rankings of all wordings, the instruction's own first, are fused by the
 * sum of 1 / (k + rank). The model sees only the instruction.
 */
export function multiQuery(rank: Ranker, { ask }: StrategyModel): Strategy {
  return {
    name: 'multi-query',
    async select(instruction, view) {
      try {
        const prompt = renderPrompt(readTemplate('multi-query.txt'), {
          count: String(WORDINGS),
          instruction: instruction.text,
        })
        const asked = await ask(prompt, {
          patientId: view.patientId,
          maxTokens: TOKENS_OF_WORDINGS,
          mayBeCut: true,
        })
        const sums = new Map<Chunk, number>()
        for (const text of [
          instruction.text,
          ...wordingsIn(asked.isCut ? wholeLines(asked.text) : asked.text),
        ]) {
          for (const [i, { chunk }] of (await rank({ ...instruction, text }, view)).entries())
            sums.set(chunk, (sums.get(chunk) ?? 0) + 1 / (RRF_K + i + 1))
        }
        const passages = [...sums]
          .sort((a, b) => b[1] - a[1] || newestFirst(a[0], b[0]))
          .map(([chunk, score], i) => ({ chunk, score, rank: i + 1 }))
        return (budget) => packPassages(passages, view, budget)
      } catch (error) {
        const reason = reasonOf(error)
        return () => ({ reason })
      }
    },
  }
}

/** The lines of a reply, without the numbers and bullets that models put before them. */
export function wordingsIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s*/, '').trim())
  return [...new Set(lines.filter((line) => line !== ''))].slice(0, WORDINGS)
}
