import type { StrategyRow } from './strategy-row.js'

const lexical = () => import('../../../retrievers/strategies/lexical.js')
const dense = () => import('../../../retrievers/strategies/dense.js')

/** What most of them share: they score passages, of a chart or of any collection, for a query. */
const SCORING = { kind: 'ranks by scores', accepts: 'every modifier', collection: true } as const

/** Strategies that rank passages by scores. */
export const RETRIEVERS: readonly StrategyRow[] = [
  {
    ...SCORING,
    name: 'bm25',
    sentence: "Ranks passages by BM25 over the instruction's words, unstemmed.",
    make: async () => (await lexical()).bm25(),
  },
  {
    ...SCORING,
    name: 'bm25-okapi',
    sentence: "Ranks passages by BM25 with Okapi's idf.",
    make: async () => (await lexical()).bm25Okapi(),
  },
  {
    ...SCORING,
    name: 'bm25-stem',
    sentence: "Ranks passages by BM25 over stems (stop list, Porter's stemmer).",
    make: async () => (await lexical()).bm25Stem(),
  },
  {
    ...SCORING,
    name: 'lexical',
    sentence: 'Ranks passages by words, character 4-grams and bigrams, scored on passage and note.',
    make: async () => (await import('../../../retrievers/strategies/lexical-mix.js')).lexical(),
  },
  {
    ...SCORING,
    name: 'dense',
    sentence: 'Ranks passages by the cosine of embeddings, searched in an HNSW graph.',
    make: async () => (await dense()).dense(),
  },
  {
    ...SCORING,
    name: 'dense-exact',
    sentence: 'Ranks passages by the cosine of embeddings, searched exactly.',
    make: async () => (await dense()).denseExact(),
  },
  {
    ...SCORING,
    name: 'hybrid',
    sentence: 'Ranks passages by their lexical share plus a weighted cosine.',
    isTuned: true,
    make: async () => (await import('../../../retrievers/strategies/hybrid.js')).hybrid(),
  },
  {
    ...SCORING,
    name: 'hybrid-rrf',
    sentence: 'Fuses the ranks of words and embeddings (reciprocal rank fusion, k = 60).',
    isTuned: true,
    make: async () => (await import('../../../retrievers/strategies/reciprocal-rank-fusion.js')).hybridRrf(),
  },
  {
    name: 'visit-bm25',
    sentence: 'Shows whole encounters, ranked by BM25.',
    kind: 'ranks by scores',
    accepts: { upTo: 'encounters', because: 'shows encounters whole' },
    collection: false,
    usesIndex: false,
    make: async () => (await import('../../../retrievers/strategies/visits.js')).visitBm25(),
  },
  {
    name: 'digest',
    sentence: 'Shows the last value of every code and the newest assessments; ignores the instruction.',
    kind: 'ranks without scores',
    accepts: { upTo: 'passages', because: 'gives an order and no scores' },
    collection: false,
    make: async () => (await import('../../../retrievers/strategies/digest.js')).digest(),
  },
]
