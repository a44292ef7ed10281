import { CONTROLS } from './control-rows.js'
import { MODEL_STRATEGIES } from './model-rows.js'
import { RETRIEVERS } from './retrieval-rows.js'
import { SIFTS } from './sift-rows.js'
import type { StrategyRow } from './strategy-row.js'
import { TRUNCATIONS } from './truncation-rows.js'

/** The groups that `chartsift list strategies` prints. */
export const STRATEGY_GROUPS: readonly { readonly title: string; readonly rows: readonly StrategyRow[] }[] = [
  { title: 'controls', rows: CONTROLS },
  { title: 'truncation: whole documents until the budget is full', rows: TRUNCATIONS },
  { title: 'retrieval: passages by their score', rows: RETRIEVERS },
  { title: 'sift, and sift without one of its parts', rows: SIFTS },
  { title: 'with a model: these require a model among the generators', rows: MODEL_STRATEGIES },
]

/** Every strategy. Everything that commands, checks, lists and tests know about strategies comes from here. */
export const STRATEGIES: readonly StrategyRow[] = STRATEGY_GROUPS.flatMap(({ rows }) => rows)

/** Names of strategies without modifiers, in the order of the rows. */
export const STRATEGY_NAMES: readonly string[] = namesOf(STRATEGIES)

/** Names of the strategies that ask no model. */
export const OFFLINE_STRATEGY_NAMES = namesOf(STRATEGIES.filter(({ kind }) => kind !== 'asks a model'))

/** Names of the strategies that can rank any collection, without a chart. */
export const COLLECTION_STRATEGIES = namesOf(STRATEGIES.filter(({ collection }) => collection))

/** The row of a strategy; undefined if there is none of this name. @param name the current or the old name */
export function strategyRow(name: string): StrategyRow | undefined {
  return STRATEGIES.find((row) => row.name === name) ?? STRATEGIES.find(({ formerly }) => formerly === name)
}

function namesOf(rows: readonly StrategyRow[]): string[] {
  return rows.map(({ name }) => name)
}
