/** A number that may follow a modifier's name, and what it is if none does. */
export type ModifierValue = {
  readonly standard: number
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
  /** What the number is. */
  readonly unit: string
}

export type ModifierDescription = {
  readonly sentence: string
  readonly value: ModifierValue | null
  /** 'needed': it works on scores; 'lost': what it gives has none. */
  readonly scores: 'needed' | 'lost' | 'kept'
  /** Whether it decides the order in which the context is shown; a strategy takes one of those. */
  readonly presents?: true
}

const share: Omit<ModifierValue, 'standard' | 'unit'> = { least: 0, most: 1, isWhole: false }
const count: Omit<ModifierValue, 'standard' | 'unit'> = { least: 1, most: 1000, isWhole: true }

const descriptions = {
  mmr: {
    sentence: 'Maximal marginal relevance over the best 200 passages.',
    value: { ...share, standard: 0.7, unit: 'lambda' },
    scores: 'needed',
  },
  recency: {
    sentence: "Halves a score with every half-life before the instruction's as-of time.",
    value: { ...count, standard: 365, most: 100_000, unit: 'half-life in days' },
    scores: 'needed',
  },
  types: { sentence: "Weights a passage by its note's type.", value: null, scores: 'needed' },
  sections: {
    sentence: 'Raises assessments, impressions and plans.',
    value: { standard: 1.5, least: 0, most: 100, isWhole: false, unit: 'factor' },
    scores: 'needed',
  },
  dedup: {
    sentence: 'Removes note passages that nearly repeat a better-ranked one.',
    value: { ...share, standard: 0.8, unit: 'minimum resemblance' },
    scores: 'kept',
  },
  rerank: {
    sentence: 'Reorders the best passages with a cross-encoder (--reranker FOLDER).',
    value: { ...count, standard: 50, unit: 'passages' },
    scores: 'kept',
  },
  neighbours: {
    sentence: 'Adds the chunks before and after.',
    value: { ...count, standard: 1, most: 20, unit: 'chunks' },
    scores: 'kept',
  },
  parent: {
    sentence: 'Shows the whole note, or all events of the day and domain.',
    value: null,
    scores: 'kept',
  },
  quota: {
    sentence: 'Divides the text of the context between notes and events.',
    value: { ...share, standard: 0.5, unit: 'share of notes' },
    scores: 'lost',
  },
  'by-relevance': {
    sentence: 'Shows the best passages first (default: chronological).',
    value: null,
    scores: 'kept',
    presents: true,
  },
  'best-at-ends': {
    sentence: 'Shows the best passages at the beginning and at the end (default: chronological).',
    value: null,
    scores: 'kept',
    presents: true,
  },
  cut: {
    sentence: 'Truncates the first passage that does not fit, at a sentence boundary.',
    value: null,
    scores: 'kept',
  },
} satisfies Record<string, ModifierDescription>

export type ModifierName = keyof typeof descriptions
/** Every modifier by the name that follows a '+' in a strategy's. */
export const MODIFIERS: Readonly<Record<ModifierName, ModifierDescription>> = descriptions
export const MODIFIER_NAMES = Object.keys(descriptions) as [ModifierName, ...ModifierName[]]

/** Those that need no chart: they make sense of the ranking of any collection. */
export const COLLECTION_MODIFIERS: readonly ModifierName[] = ['mmr', 'dedup', 'rerank']

export function isModifierName(name: string): name is ModifierName {
  return Object.hasOwn(descriptions, name)
}
