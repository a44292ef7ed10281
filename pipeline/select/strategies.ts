import { InputError } from '../../base/errors/input-error.js'
import type { Fact } from '../../corpus/instruction.js'
import type { StrategyModel } from '../../generators/strategy-model.js'
import { sift } from '../../retrievers/sift/sift.js'
import { ALL_SWITCHES } from '../../retrievers/sift/sift-switches.js'
import { full, none, oracle, random } from '../../retrievers/strategies/controls.js'
import { dense, denseExact } from '../../retrievers/strategies/dense.js'
import { digest } from '../../retrievers/strategies/digest.js'
import { hybrid } from '../../retrievers/strategies/hybrid.js'
import { bm25, bm25Okapi, bm25Stem } from '../../retrievers/strategies/lexical.js'
import { lexical } from '../../retrievers/strategies/lexical-mix.js'
import { recentTokens } from '../../retrievers/strategies/recent-tokens.js'
import { hybridRrf, RRF_K } from '../../retrievers/strategies/reciprocal-rank-fusion.js'
import {
  eventsOnly,
  headTail,
  notesOnly,
  oldest,
  recent,
  uniform,
} from '../../retrievers/strategies/truncation.js'
import { visitBm25 } from '../../retrievers/strategies/visits.js'
import type { Ranker, Strategy } from '../../retrievers/strategy.js'
import type { StrategyName } from './names/strategy-names.js'
import { hyde } from './with-model/hyde.js'
import { mapReduce } from './with-model/map-reduce.js'
import { multiQuery } from './with-model/multi-query.js'
import { refine } from './with-model/refine.js'
import { rerankLlm } from './with-model/rerank-llm.js'

/** What a strategy may depend on besides the instruction and the view. */
export type StrategyContext = {
  readonly seed: number
  /** Judged evidence of an instruction; empty where nobody judged any. Only `oracle` may look. */
  readonly factsOf: (instructionId: string) => readonly Fact[]
  /** The model that a strategy of the loop asks; null where there is none. */
  readonly strategyModelFor?: ((strategy: string) => StrategyModel) | null
}

/** How many chunks the HNSW graph is asked for: more than any context of 4,000 tokens holds. */
const GRAPH_DEPTH = 400

/** From a sweep over three sets of real prose: flat round these, and never below BM25 on any of them. */
const COSINE_WEIGHTS = { static: 0.2, encoder: 0.4 } as const

/** How each strategy is made. */
const factories = {
  none: () => none(),
  random: ({ seed }: StrategyContext) => random(seed),
  oldest: () => oldest(),
  recent: () => recent(),
  'recent-tokens': () => recentTokens(),
  'head-tail': () => headTail(),
  uniform: ({ seed }: StrategyContext) => uniform(seed),
  'notes-only': () => notesOnly(),
  'events-only': () => eventsOnly(),
  bm25: () => bm25(),
  'bm25-okapi': () => bm25Okapi(),
  'bm25-stem': () => bm25Stem(),
  lexical: () => lexical(),
  dense: () => dense(GRAPH_DEPTH),
  'dense-exact': () => denseExact(),
  hybrid: () => hybrid(COSINE_WEIGHTS),
  'hybrid-rrf': () => hybridRrf(RRF_K),
  'visit-bm25': () => visitBm25(),
  digest: () => digest(),
  sift: () => sift('sift', ALL_SWITCHES),
  'sift-reading': () => sift('sift-reading', { ...ALL_SWITCHES, reading: false }),
  'sift-series': () => sift('sift-series', { ...ALL_SWITCHES, series: false }),
  'sift-cosine': () => sift('sift-cosine', { ...ALL_SWITCHES, cosine: false }),
  'sift-lexicon': () => sift('sift-lexicon', { ...ALL_SWITCHES, lexicon: false }),
  'sift-evidence': () => sift('sift-evidence', { ...ALL_SWITCHES, noteEvidence: false }),
  'sift-lines': () => sift('sift-lines', { ...ALL_SWITCHES, lines: false }),
  'sift-copies': () => sift('sift-copies', { ...ALL_SWITCHES, copies: false }),
  'sift-links': () => sift('sift-links', { ...ALL_SWITCHES, links: false }),
  'sift-intents': () => sift('sift-intents', { ...ALL_SWITCHES, intents: false }),
  hyde: (context: StrategyContext) => hyde(hybridRanker(), strategyModelOf('hyde', context)),
  'multi-query': (context: StrategyContext) =>
    multiQuery(hybridRanker(), strategyModelOf('multi-query', context)),
  'rerank-llm': (context: StrategyContext) =>
    rerankLlm(hybridRanker(), strategyModelOf('rerank-llm', context)),
  'map-reduce': (context: StrategyContext) =>
    mapReduce(hybridRanker(), strategyModelOf('map-reduce', context)),
  refine: (context: StrategyContext) => refine(hybridRanker(), strategyModelOf('refine', context)),
  oracle: ({ factsOf }: StrategyContext) => oracle(factsOf),
  full: () => full(),
} satisfies Record<StrategyName, (context: StrategyContext) => Strategy>

function hybridRanker(): Ranker {
  return hybrid(COSINE_WEIGHTS).rank!
}

function strategyModelOf(strategy: string, { strategyModelFor }: StrategyContext): StrategyModel {
  if (strategyModelFor === null || strategyModelFor === undefined) {
    throw new InputError('expected a model to ask: only an experiment with an Ollama generator has one')
  }
  return strategyModelFor(strategy)
}

export function makeStrategy(name: StrategyName, context: StrategyContext): Strategy {
  return factories[name](context)
}
