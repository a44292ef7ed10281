import type { Fact } from '../corpus/instruction.js'
import { full, none, oracle, random } from '../retrievers/controls.js'
import { dense } from '../retrievers/dense.js'
import { hybrid } from '../retrievers/hybrid.js'
import { bm25 } from '../retrievers/lexical.js'
import type { Strategy } from '../retrievers/strategy.js'
import { oldest, recent } from '../retrievers/truncation.js'

/** What a strategy may depend on besides the instruction and the view. */
export type StrategyContext = {
  readonly seed: number
  /** Judged evidence of an instruction; empty where nobody judged any. Only `oracle` may look. */
  readonly factsOf: (instructionId: string) => readonly Fact[]
}

/** How many chunks the HNSW graph is asked for: more than any context of 4,000 tokens holds. */
const GRAPH_DEPTH = 400

/** Weight of the cosine beside the BM25 share. */
const COSINE_WEIGHT = 1

/** Every strategy by the name that stands in experiment files, reports and papers. */
const factories = {
  none: () => none(),
  random: ({ seed }: StrategyContext) => random(seed),
  oldest: () => oldest(),
  recent: () => recent(),
  bm25: () => bm25(),
  dense: () => dense(GRAPH_DEPTH),
  hybrid: () => hybrid(COSINE_WEIGHT),
  oracle: ({ factsOf }: StrategyContext) => oracle(factsOf),
  full: () => full(),
} satisfies Record<string, (context: StrategyContext) => Strategy>

export type StrategyName = keyof typeof factories

export const STRATEGY_NAMES = Object.keys(factories) as [StrategyName, ...StrategyName[]]

export function makeStrategy(name: StrategyName, context: StrategyContext): Strategy {
  return factories[name](context)
}
