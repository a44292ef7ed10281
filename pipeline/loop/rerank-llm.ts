import { z } from 'zod'
import { readTemplate, renderPrompt } from '../../prompts/render-prompt.js'
import { packPassages } from '../../retrievers/pack.js'
import type { Ranker, Scored } from '../../retrievers/ranked.js'
import type { RecordView } from '../../retrievers/record-view.js'
import { passageText } from '../../retrievers/render-context.js'
import type { Budget, Strategy } from '../../retrievers/strategy.js'
import { fenceRecordText } from '../generators/fence.js'
import { GenerationFailure } from '../generators/generator.js'
import { type AskedCost, type Asking, NOTHING_ASKED, plus, reasonOf } from './asking.js'

/** Of the ranking, how many the model reads. */
export const DEPTH = 30
const HIGHEST = 10

/** Tokens that a model may take for so many scores. */
export function mostScoreTokens(passages: number): number {
  return 32 + 8 * passages
}

/**
 * The model reads the best passages, as many at a time as the budget holds, and says of each how much it helps; of equal scores
 * the order before stays.
 */
export function rerankLlm(rank: Ranker, asking: Asking): Strategy {
  return {
    name: 'rerank-llm',
    async select(instruction, view) {
      try {
        const ranked = await rank(instruction, view)
        const filled = new Map<number, { passages: Scored[]; asked: AskedCost }>()
        for (const tokens of asking.budgets)
          filled.set(tokens, await rerankFor(tokens, ranked, instruction.text, view, asking))
        return (budget) => {
          const { passages, asked } = filledFor(budget, filled)
          return {
            ...packPassages(
              passages.map((one, i) => ({ ...one, rank: i + 1 })),
              view,
              budget,
            ),
            asked,
          }
        }
      } catch (error) {
        const reason = reasonOf(error)
        return () => ({ reason })
      }
    },
  }
}

/** @throws Error for a budget that was not named when the strategy was made: its calls were made for others */
export function filledFor<T>({ tokens }: Pick<Budget, 'tokens'>, filled: ReadonlyMap<number, T>): T {
  const one = filled.get(tokens)
  if (one === undefined) throw new Error(`no model was asked for a budget of ${tokens} tokens`)
  return one
}

async function rerankFor(
  tokens: number,
  ranked: readonly Scored[],
  instruction: string,
  view: RecordView,
  { ask, counter }: Asking,
): Promise<{ passages: Scored[]; asked: AskedCost }> {
  let asked = NOTHING_ASKED
  const scores: number[] = []
  const head = ranked.slice(0, DEPTH)
  for (const batch of batches(head, tokens, view, counter)) {
    const context = batch.map((text, i) => `[${i + 1}] ${text}`).join('\n\n')
    const prompt = renderPrompt(readTemplate('rerank.txt'), {
      count: String(batch.length),
      context,
      instruction,
    })
    const reply = await ask(prompt, {
      patientId: view.patientId,
      maxTokens: mostScoreTokens(batch.length),
      format: z.toJSONSchema(scoresOf(batch.length)),
      read: (text) => scoresIn(text, batch.length),
    })
    asked = plus(asked, reply)
    scores.push(...scoresIn(reply.text, batch.length))
  }
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const best = order.map((i): Scored => ({ ...head[i]!, score: scores[i]! / HIGHEST }))
  // Behind what was read stands what was not, in its order.
  return { passages: [...best, ...ranked.slice(scores.length).map((one) => ({ ...one, score: 0 }))], asked }
}

/** Texts of the passages, as many together as the budget holds; one that is longer than it stands alone and is left out. */
function batches(
  head: readonly Scored[],
  tokens: number,
  view: RecordView,
  counter: Asking['counter'],
): string[][] {
  const all: string[][] = []
  let room = 0
  for (const { chunk } of head) {
    const text = fenceRecordText(passageText(chunk, view)).text
    const price = counter.count(`[99] ${text}\n\n`)
    // The ranking is read from its top: what comes behind one that cannot be shown keeps its place.
    if (price > tokens) return all
    if (price > room) {
      all.push([])
      room = tokens
    }
    all.at(-1)!.push(text)
    room -= price
  }
  return all
}

const scoresSchema = z.object({ scores: z.array(z.number()) })

/** A server that is told how many holds the model to it. */
function scoresOf(count: number) {
  return z.object({ scores: z.array(z.number()).length(count) })
}

/** @throws GenerationFailure where it is not as many numbers as there are passages */
function scoresIn(text: string, count: number): number[] {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = null
  }
  const parsed = scoresSchema.safeParse(json)
  if (!parsed.success || parsed.data.scores.length !== count) {
    const found = parsed.success ? `${parsed.data.scores.length}` : 'no list'
    throw new GenerationFailure('unparsable-answer', `expected ${count} scores of passages, found ${found}`)
  }
  return parsed.data.scores.map((score) => Math.min(HIGHEST, Math.max(0, score)))
}
