import { reasonOf, type StrategyModel } from '../../../generators/strategy-model.js'
import { readTemplate, renderPrompt } from '../../../prompts/render-prompt.js'
import { packPassages } from '../../../retrievers/packing/pack.js'
import type { Ranker, Strategy } from '../../../retrievers/strategy.js'
import { oneCall } from './call-limit.js'

const PASSAGE_TOKENS = 128
/** The most that `hyde` asks for. */
export const hydeLimit = oneCall(PASSAGE_TOKENS)

/**
 * Gao et al., "Precise Zero-Shot Dense Retrieval without Relevance Labels" (ACL 2023): the model writes a passage that would
 * answer the instruction, and the strategy retrieves passages similar to it. The model sees only the instruction. The original
 * embeds only the passage; here instruction and passage are searched together, by words and meaning.
 */
export function hyde(rank: Ranker, { ask }: StrategyModel): Strategy {
  return {
    name: 'hyde',
    async select(instruction, view) {
      try {
        const prompt = renderPrompt(readTemplate('hyde.txt'), { instruction: instruction.text })
        const asked = await ask(prompt, {
          patientId: view.patientId,
          maxTokens: PASSAGE_TOKENS,
          // A passage that was cut off can be searched too.
          mayBeCut: true,
        })
        const text = `${instruction.text}\n${asked.text}`
        const ranked = await rank({ ...instruction, text }, view)
        const passages = ranked.map(({ chunk, score }, i) => ({ chunk, score, rank: i + 1 }))
        return (budget) => packPassages(passages, view, budget)
      } catch (error) {
        const reason = reasonOf(error)
        return () => ({ reason })
      }
    },
  }
}
