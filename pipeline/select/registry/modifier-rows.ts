import type { ModifierRow, ModifierValue } from './modifier-row.js'

const share: Omit<ModifierValue, 'standard' | 'unit'> = { least: 0, most: 1, isWhole: false }
const count: Omit<ModifierValue, 'standard' | 'unit'> = { least: 1, most: 1000, isWhole: true }

const LAYOUT = { value: null, reach: 'layout', collection: false } as const

/** Every modifier, in the order in which commands list them. */
export const MODIFIERS: readonly ModifierRow[] = [
  {
    name: 'mmr',
    sentence: 'Maximal marginal relevance over the best 200 passages.',
    value: { ...share, standard: 0.7, unit: 'lambda' },
    reach: 'scores',
    collection: true,
    modify: async (lambda) => (await import('../../../retrievers/modifiers/mmr.js')).mmr(lambda),
  },
  {
    name: 'recency',
    sentence: "Halves a score with every half-life before the instruction's as-of time.",
    value: { ...count, standard: 365, most: 100_000, unit: 'half-life in days' },
    reach: 'scores',
    collection: false,
    modify: async (days) => (await import('../../../retrievers/modifiers/recency.js')).recency(days),
  },
  {
    name: 'types',
    sentence: "Weights a passage by its note's type.",
    value: null,
    reach: 'scores',
    collection: false,
    modify: async () => (await import('../../../retrievers/modifiers/note-type-prior.js')).noteTypePrior,
  },
  {
    name: 'sections',
    sentence: 'Boosts assessments, impressions and plans.',
    value: { standard: 1.5, least: 0, most: 100, isWhole: false, unit: 'factor' },
    reach: 'scores',
    collection: false,
    modify: async (factor) =>
      (await import('../../../retrievers/modifiers/section-prior.js')).sectionPrior(factor),
  },
  {
    name: 'dedup',
    sentence: 'Removes note passages that nearly repeat a better-ranked one.',
    value: { ...share, standard: 0.8, unit: 'minimum resemblance' },
    reach: 'encounters',
    collection: true,
    modify: async (least) => (await import('../../../retrievers/modifiers/dedup.js')).dedup(least),
  },
  {
    name: 'rerank',
    sentence: 'Reorders the best passages with a cross-encoder (--reranker FOLDER).',
    value: { ...count, standard: 50, unit: 'passages' },
    reach: 'passages',
    collection: true,
    rerank: async (depth, reranker) =>
      (await import('../../../retrievers/modifiers/rerank.js')).rerank(reranker, depth),
  },
  {
    name: 'neighbours',
    sentence: 'Adds the chunks before and after.',
    value: { ...count, standard: 1, most: 20, unit: 'chunks' },
    reach: 'passages',
    collection: false,
    modify: async (chunks) =>
      (await import('../../../retrievers/modifiers/neighbours.js')).neighbours(chunks),
  },
  {
    name: 'parent',
    sentence: 'Shows the whole note, or all events of the day and domain.',
    value: null,
    reach: 'passages',
    collection: false,
    modify: async () => (await import('../../../retrievers/modifiers/parent.js')).parent,
  },
  {
    name: 'quota',
    sentence: 'Divides the text of the context between notes and events.',
    value: { ...share, standard: 0.5, unit: 'share of notes' },
    reach: 'documents',
    losesScores: true,
    collection: false,
    modify: async (notes) => (await import('../../../retrievers/modifiers/quota.js')).quota(notes),
  },
  {
    ...LAYOUT,
    name: 'by-relevance',
    sentence: 'Shows the best passages first (default: chronological).',
    layout: { presentation: 'by-relevance' },
  },
  {
    ...LAYOUT,
    name: 'best-at-ends',
    sentence: 'Shows the best passages at the beginning and at the end (default: chronological).',
    layout: { presentation: 'best-at-ends' },
  },
  {
    ...LAYOUT,
    name: 'cut',
    sentence: 'Truncates the first passage that does not fit, at a sentence boundary.',
    layout: { cuts: true },
  },
]

/** Names of the modifiers, in the order of the rows. */
export const MODIFIER_NAMES: readonly string[] = MODIFIERS.map(({ name }) => name)

/** Names of the modifiers that need no chart. */
export const COLLECTION_MODIFIERS: readonly string[] = MODIFIERS.filter(({ collection }) => collection).map(
  ({ name }) => name,
)

/** The row of a modifier; undefined if there is none of this name. */
export function modifierRow(name: string): ModifierRow | undefined {
  return MODIFIERS.find((row) => row.name === name)
}
