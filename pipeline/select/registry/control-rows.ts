import type { StrategyRow } from './strategy-row.js'

const controls = () => import('../../../retrievers/strategies/controls.js')

/** Bounds and baselines, which need no retrieval. */
export const CONTROLS: readonly StrategyRow[] = [
  {
    name: 'none',
    sentence: 'Shows nothing: the model answers from the instruction alone (closed book).',
    kind: 'ranks without scores',
    accepts: { upTo: 'nothing', because: 'shows nothing' },
    collection: false,
    usesIndex: false,
    make: async () => (await controls()).none(),
  },
  {
    name: 'random',
    sentence: 'Shows randomly drawn passages (seeded).',
    kind: 'ranks without scores',
    accepts: { upTo: 'passages', because: 'gives an order and no scores' },
    collection: false,
    make: async (seed) => (await controls()).random(seed),
  },
  {
    name: 'oracle',
    sentence: 'Shows the judged evidence (upper bound).',
    kind: 'needs evidence',
    accepts: {
      upTo: 'layout',
      because: 'is the upper bound and shows the judged evidence unchanged',
    },
    collection: false,
    usesIndex: false,
    make: async (factsOf) => (await controls()).oracle(factsOf),
  },
  {
    name: 'full',
    sentence: 'Shows the whole record if it fits the budget; otherwise it is unscored.',
    kind: 'fills by itself',
    accepts: { upTo: 'nothing', because: 'shows the whole record in time order, or nothing' },
    collection: false,
    usesIndex: false,
    make: async () => (await controls()).full(),
  },
]
