import { z } from 'zod'
import { GenerationFailure } from '../../../generators/generator.js'
import { type StrategyModel, selectedPerBudget } from '../../../generators/strategy-model.js'
import { fenceRecordText } from '../../../prompts/fence.js'
import { readTemplate, renderPrompt } from '../../../prompts/render-prompt.js'
import type { Passage } from '../../../retrievers/packing/context.js'
import { packPassages } from '../../../retrievers/packing/pack.js'
import type { Ranker, Scored, Strategy } from '../../../retrievers/strategy.js'
import type { RecordView } from '../../../retrievers/view/record-view.js'
import { passageText } from '../../../retrievers/view/render-context.js'
import { type MostCalls, sumOf } from './call-limit.js'

/** How many passages of the ranking the model reads. */
const DEPTH = 30
/** Tokens of a passage; few ranked passages are longer. */
const LONGEST_PASSAGE = 256
const HIGHEST = 10

/** Most tokens that a model may use for the scores of this many passages. */
function mostScoreTokens(passages: number): number {
  return 32 + 8 * passages
}

/** The most that `rerank-llm` asks for. @param around tokens of the prompt besides passages */
export function rerankLimit(budgets: readonly number[], around: number): MostCalls {
  return budgets.map((tokens) => mostOfBudget(tokens, around)).reduce(sumOf)
}

/** Any two successive calls together read more than a budget; otherwise they would be one call. */
function mostOfBudget(budget: number, around: number): MostCalls {
  const read = DEPTH * LONGEST_PASSAGE
  const calls = Math.min(DEPTH, Math.floor((2 * read) / budget) + 1)
  const shown = Math.min(read, calls * budget)
  return {
    calls,
    promptTokens: shown + calls * around,
    answerTokens: mostScoreTokens(DEPTH) + (calls - 1) * mostScoreTokens(0),
  }
}

/**
 * The model reads the best passages, as many at a time as the budget holds, and scores how much each one helps; equal scores
 * keep their order. A passage that does not fit the budget is not read, and comes after those that were. If no passage fits,
 * there is no context, since the ranking would not change.
 */
export function rerankLlm(rank: Ranker, asking: StrategyModel): Strategy {
  return {
    name: 'rerank-llm',
    async select(instruction, view) {
      const ranked = await rank(instruction, view)
      return selectedPerBudget(asking.budgets, async (tokens) => {
        const read = readable(ranked, { tokens, view, counter: asking.counter })
        if (read.length === 0 && ranked.length > 0) {
          const reason = `nothing was reranked: none of the ${ranked.length} passages fits a budget of ${tokens} tokens`
          return () => ({ reason })
        }
        const scores = await scoresOf(read, { tokens, instruction: instruction.text, view, asking })
        const passages = reranked(ranked, read, scores)
        return (budget) => packPassages(passages, view, budget)
      })
    },
  }
}

/** A passage as the model sees it. @property place in the ranking, from 0 */
type ReadPassage = { readonly place: number; readonly text: string; readonly price: number }

type RerankRoom = {
  readonly tokens: number
  readonly view: RecordView
  readonly counter: StrategyModel['counter']
}

/** The best passages that each fit the budget alone. */
function readable(ranked: readonly Scored[], { tokens, view, counter }: RerankRoom): ReadPassage[] {
  const read: ReadPassage[] = []
  for (let place = 0; place < ranked.length && read.length < DEPTH; place++) {
    const text = fenceRecordText(passageText(ranked[place]!.chunk, view)).text
    const price = counter.count(`[99] ${text}\n\n`)
    if (price <= tokens) read.push({ place, text, price })
  }
  return read
}
type Reranking = {
  readonly tokens: number
  readonly instruction: string
  readonly view: RecordView
  readonly asking: StrategyModel
}

async function scoresOf(
  read: readonly ReadPassage[],
  { tokens, instruction, view: { patientId }, asking: { ask } }: Reranking,
): Promise<number[]> {
  const scores: number[] = []
  for (const batch of batches(read, tokens)) {
    const context = batch.map(({ text }, i) => `[${i + 1}] ${text}`).join('\n\n')
    const prompt = renderPrompt(readTemplate('rerank.txt'), {
      count: String(batch.length),
      context,
      instruction,
    })
    const reply = await ask(prompt, {
      patientId,
      maxTokens: mostScoreTokens(batch.length),
      format: z.toJSONSchema(scoresFormat(batch.length)),
      read: (text) => scoresIn(text, batch.length),
    })
    scores.push(...scoresIn(reply.text, batch.length))
  }
  return scores
}

/** Groups passages into prompts, each with as many as the budget holds. */
function batches(read: readonly ReadPassage[], tokens: number): ReadPassage[][] {
  const all: ReadPassage[][] = []
  let room = 0
  for (const passage of read) {
    if (passage.price > room) {
      all.push([])
      room = tokens
    }
    all.at(-1)!.push(passage)
    room -= passage.price
  }
  return all
}

/** The passages that were read by their new scores, then the others in their order. */
function reranked(
  ranked: readonly Scored[],
  read: readonly ReadPassage[],
  scores: readonly number[],
): Passage[] {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const best = order.map((i): Scored => ({ ...ranked[read[i]!.place]!, score: scores[i]! / HIGHEST }))
  const places = new Set(read.map(({ place }) => place))
  const others = ranked.filter((_, place) => !places.has(place)).map((one) => ({ ...one, score: 0 }))
  return [...best, ...others].map((one, i) => ({ ...one, rank: i + 1 }))
}

const scoresSchema = z.object({ scores: z.array(z.number()) })

/** The format of exactly this many scores, which a server enforces. */
function scoresFormat(count: number) {
  return z.object({ scores: z.array(z.number()).length(count) })
}

/** The scores in a reply, limited to the range of the scale. @throws GenerationFailure if there is not one number per passage */
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
