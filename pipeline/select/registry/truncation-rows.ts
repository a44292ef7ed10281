import type { Accepts } from './reach.js'
import type { StrategyRow } from './strategy-row.js'

const truncation = () => import('../../../retrievers/strategies/truncation.js')
const DOCUMENTS: Accepts = { upTo: 'documents', because: 'takes whole documents by time' }

/** Strategies that need no ranking: they take documents or text by time. */
export const TRUNCATIONS: readonly StrategyRow[] = [
  {
    name: 'oldest',
    sentence: 'Shows whole documents, oldest first, until the budget is full.',
    kind: 'ranks without scores',
    accepts: DOCUMENTS,
    collection: false,
    usesIndex: false,
    make: async () => (await truncation()).oldest(),
  },
  {
    name: 'recent',
    sentence: 'Shows whole documents, newest first, until the budget is full.',
    kind: 'ranks without scores',
    accepts: DOCUMENTS,
    collection: false,
    usesIndex: false,
    make: async () => (await truncation()).recent(),
  },
  {
    name: 'recent-tokens',
    sentence: 'Shows the last tokens of the raw XML, truncated as in HELM.',
    kind: 'fills by itself',
    accepts: { upTo: 'nothing', because: 'shows the end of the raw XML and packs no passages' },
    collection: false,
    usesIndex: false,
    make: async () => (await import('../../../retrievers/strategies/recent-tokens.js')).recentTokens(),
  },
  {
    name: 'tail-tokens',
    sentence: 'Shows the last tokens of the record as plain text, in order of time.',
    kind: 'fills by itself',
    accepts: { upTo: 'nothing', because: 'shows the end of a plain text and packs no passages' },
    collection: false,
    usesIndex: false,
    make: async () => (await import('../../../retrievers/strategies/tail-tokens.js')).tailTokens(),
  },
  {
    name: 'head-tail',
    sentence: 'Shows the oldest and the newest documents, half the budget each.',
    kind: 'fills by itself',
    accepts: { upTo: 'layout', because: 'has a different order at every budget' },
    collection: false,
    usesIndex: false,
    make: async () => (await truncation()).headTail(),
  },
  {
    name: 'uniform',
    sentence: 'Shows whole documents drawn evenly over the timeline (seeded).',
    kind: 'ranks without scores',
    accepts: DOCUMENTS,
    collection: false,
    usesIndex: false,
    make: async (seed) => (await truncation()).uniform(seed),
  },
  {
    name: 'notes-only',
    sentence: 'Shows the newest notes and no structured events.',
    kind: 'ranks without scores',
    accepts: DOCUMENTS,
    collection: false,
    usesIndex: false,
    make: async () => (await truncation()).notesOnly(),
  },
  {
    name: 'events-only',
    sentence: 'Shows the newest structured events and no notes.',
    kind: 'ranks without scores',
    accepts: DOCUMENTS,
    collection: false,
    usesIndex: false,
    make: async () => (await truncation()).eventsOnly(),
  },
]
