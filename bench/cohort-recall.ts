import { createHash } from 'node:crypto'
import type { TokenCounter } from '../base/token-counter.js'
import { evidenceRecall, evidenceRecallLenient } from '../eval/context/evidence-measures.js'
import type { MeasuredItem } from '../eval/measured/measured-item.js'
import type { ClusteredValue } from '../eval/statistics/resampling/bootstrap.js'
import type { IndexedCorpus } from '../pipeline/index/indexed-corpus.js'
import { pickInstructions, selectContexts } from '../pipeline/select/select-contexts.js'
import { sameBudgets } from '../pipeline/select/selection.js'
import { isUnfit } from '../retrievers/packing/context.js'
import type { Strategy } from '../retrievers/strategy.js'

/** Recall of one strategy in one budget, shares of 1 by instruction. */
export type Cell = {
  readonly strict: Map<string, ClusteredValue>
  readonly lenient: Map<string, ClusteredValue>
}

/** `cells`: by 'strategy budget'; a strategy whose text cannot be judged by passages has none. `hash`: over all contexts. */
export type CohortRecall = { readonly cells: Map<string, Cell>; readonly hash: string }

/**
 * Evidence recall over the instructions that have essential evidence. An item that a strategy cannot fill counts as found nothing.
 * @param rewording other wordings of the instructions; null: their own
 * @param told called after each instruction
 */
export async function cohortRecall(
  indexed: IndexedCorpus,
  strategies: readonly Strategy[],
  budgets: readonly number[],
  counter: TokenCounter,
  rewording: ReadonlyMap<string, string> | null,
  told: (done: number, all: number) => void,
): Promise<CohortRecall> {
  const { instructions } = pickInstructions(indexed, null)
  const judged = instructions
    .filter(({ instructionId }) =>
      (indexed.facts.get(instructionId) ?? []).some(({ relevance }) => relevance >= 2),
    )
    .map((one) => ({ ...one, text: rewording?.get(one.instructionId) ?? one.text }))
  const cells = new Map<string, Cell>()
  const hash = createHash('sha256')
  let done = 0
  const factsOf = (id: string) => indexed.facts.get(id) ?? []
  const names = strategies.map(({ name }) => name)
  const selection = {
    strategiesFor: () => strategies,
    budgets: sameBudgets(names, budgets),
    counter,
    factsOf,
  }
  for await (const { instruction, contexts } of selectContexts(indexed, judged, selection)) {
    const { instructionId, patientId } = instruction
    for (const { strategy, budget, context } of contexts) {
      hash.update(`${instructionId} ${strategy} ${budget} ${isUnfit(context) ? '' : context.text}\n`)
      // Text that names no passages, as that of recent-tokens, cannot be judged by them.
      if (!isUnfit(context) && context.passages.length === 0 && context.tokens > 0) continue
      const item: MeasuredItem = {
        evidence: indexed.facts.get(instructionId) ?? [],
        passages: isUnfit(context) ? [] : context.passages,
        budget,
        tokens: 0,
        response: null,
        responseReason: null,
        references: [],
      }
      const cell = cells.get(`${strategy} ${budget}`) ?? { strict: new Map(), lenient: new Map() }
      cells.set(`${strategy} ${budget}`, cell)
      for (const [values, measure] of [
        [cell.strict, evidenceRecall],
        [cell.lenient, evidenceRecallLenient],
      ] as const) {
        const value = measure.of(item)
        if (typeof value === 'number') values.set(instructionId, { cluster: patientId, value })
      }
    }
    done++
    told(done, judged.length)
  }
  return { cells, hash: hash.digest('hex') }
}

/** In percent; null if nothing could be judged. */
export function meanPercent(values: Map<string, ClusteredValue> | undefined): number | null {
  if (values === undefined || values.size === 0) return null
  let sum = 0
  for (const { value } of values.values()) sum += value
  return (100 * sum) / values.size
}
