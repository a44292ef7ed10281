import { InputError } from '../corpus/input-error.js'
import type { Fact } from '../corpus/instruction.js'
import { full, none, oracle, random } from '../retrievers/controls.js'
import { dense, denseExact } from '../retrievers/dense.js'
import { digest } from '../retrievers/digest.js'
import { hybrid } from '../retrievers/hybrid.js'
import { bm25, bm25Okapi, bm25Stem } from '../retrievers/lexical.js'
import { lexical } from '../retrievers/lexical-mix.js'
import type { Ranker } from '../retrievers/ranked.js'
import { recentTokens } from '../retrievers/recent-tokens.js'
import { hybridRrf, RRF_K } from '../retrievers/reciprocal-rank-fusion.js'
import { ALL_PARTS } from '../retrievers/sift/parts.js'
import { sift } from '../retrievers/sift/sift.js'
import type { Strategy } from '../retrievers/strategy.js'
import { eventsOnly, headTail, notesOnly, oldest, recent, uniform } from '../retrievers/truncation.js'
import { visitBm25 } from '../retrievers/visits.js'
import type { Asking } from './loop/asking.js'
import { hyde } from './loop/hyde.js'
import { mapReduce } from './loop/map-reduce.js'
import { multiQuery } from './loop/multi-query.js'
import { refine } from './loop/refine.js'
import { rerankLlm } from './loop/rerank-llm.js'
import type { StrategyName } from './names/strategy-names.js'

/** What a strategy may depend on besides the instruction and the view. */
export type StrategyContext = {
  readonly seed: number
  /** Judged evidence of an instruction; empty where nobody judged any. Only `oracle` may look. */
  readonly factsOf: (instructionId: string) => readonly Fact[]
  /** The model that a strategy of the loop asks; null where there is none. */
  readonly askingFor?: ((strategy: string) => Asking) | null
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
  sift: () => sift('sift', ALL_PARTS),
  'sift-reading': () => sift('sift-reading', { ...ALL_PARTS, reading: false }),
  'sift-series': () => sift('sift-series', { ...ALL_PARTS, series: false }),
  'sift-cosine': () => sift('sift-cosine', { ...ALL_PARTS, cosine: false }),
  'sift-lexicon': () => sift('sift-lexicon', { ...ALL_PARTS, lexicon: false }),
  'sift-evidence': () => sift('sift-evidence', { ...ALL_PARTS, noteEvidence: false }),
  'sift-lines': () => sift('sift-lines', { ...ALL_PARTS, lines: false }),
  'sift-copies': () => sift('sift-copies', { ...ALL_PARTS, copies: false }),
  'sift-links': () => sift('sift-links', { ...ALL_PARTS, links: false }),
  'sift-intents': () => sift('sift-intents', { ...ALL_PARTS, intents: false }),
  hyde: (context: StrategyContext) => hyde(hybridRanker(), askingOf('hyde', context)),
  'multi-query': (context: StrategyContext) => multiQuery(hybridRanker(), askingOf('multi-query', context)),
  'rerank-llm': (context: StrategyContext) => rerankLlm(hybridRanker(), askingOf('rerank-llm', context)),
  'map-reduce': (context: StrategyContext) => mapReduce(hybridRanker(), askingOf('map-reduce', context)),
  refine: (context: StrategyContext) => refine(hybridRanker(), askingOf('refine', context)),
  oracle: ({ factsOf }: StrategyContext) => oracle(factsOf),
  full: () => full(),
} satisfies Record<StrategyName, (context: StrategyContext) => Strategy>

function hybridRanker(): Ranker {
  return hybrid(COSINE_WEIGHTS).rank!
}

function askingOf(strategy: string, { askingFor }: StrategyContext): Asking {
  if (askingFor === null || askingFor === undefined) {
    throw new InputError('expected a model to ask: only an experiment with an Ollama generator has one')
  }
  return askingFor(strategy)
}

export function makeStrategy(name: StrategyName, context: StrategyContext): Strategy {
  return factories[name](context)
}
