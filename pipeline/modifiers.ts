import type { Reranker } from '../indexes/reranker.js'
import { dedup } from '../retrievers/modifiers/dedup.js'
import { mmr } from '../retrievers/modifiers/mmr.js'
import type { Modifier } from '../retrievers/modifiers/modifier.js'
import { neighbours } from '../retrievers/modifiers/neighbours.js'
import { noteTypePrior } from '../retrievers/modifiers/note-type-prior.js'
import { parent } from '../retrievers/modifiers/parent.js'
import { quota } from '../retrievers/modifiers/quota.js'
import { recency } from '../retrievers/modifiers/recency.js'
import { rerank } from '../retrievers/modifiers/rerank.js'
import { sectionPrior } from '../retrievers/modifiers/section-prior.js'
import type { Layout } from '../retrievers/strategy.js'

/** A number that may follow a modifier's name, and what it is where none does. */
type Value = {
  readonly standard: number
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
}

type Entry = {
  readonly value: Value | null
  /** 'needed': it works on scores; 'lost': what it gives has none. */
  readonly scores: 'needed' | 'lost' | 'kept'
  /** One of these and what else ranks or lays out. */
  readonly make: ((value: number, reranker: Reranker | null) => Modifier) | Partial<Layout>
}

const share: Omit<Value, 'standard'> = { least: 0, most: 1, isWhole: false }
const count: Omit<Value, 'standard'> = { least: 1, most: 1000, isWhole: true }

/** Every modifier by the name that follows a '+' in a strategy's. */
const entries = {
  mmr: { value: { ...share, standard: 0.7 }, scores: 'needed', make: mmr },
  recency: { value: { ...count, standard: 365, most: 100_000 }, scores: 'needed', make: recency },
  types: { value: null, scores: 'needed', make: () => noteTypePrior },
  sections: {
    value: { standard: 1.5, least: 0, most: 100, isWhole: false },
    scores: 'needed',
    make: sectionPrior,
  },
  dedup: { value: { ...share, standard: 0.8 }, scores: 'kept', make: dedup },
  rerank: {
    value: { ...count, standard: 50 },
    scores: 'kept',
    make: (depth, reranker) => {
      if (reranker === null) throw new Error('rerank has no reranker')
      return rerank(reranker, depth)
    },
  },
  neighbours: { value: { ...count, standard: 1, most: 20 }, scores: 'kept', make: neighbours },
  parent: { value: null, scores: 'kept', make: () => parent },
  quota: { value: { ...share, standard: 0.5 }, scores: 'lost', make: quota },
  'by-relevance': { value: null, scores: 'kept', make: { presentation: 'by-relevance' } },
  'best-at-ends': { value: null, scores: 'kept', make: { presentation: 'best-at-ends' } },
  cut: { value: null, scores: 'kept', make: { cuts: true } },
} satisfies Record<string, Entry>

export type ModifierName = keyof typeof entries
export const MODIFIERS: Readonly<Record<ModifierName, Entry>> = entries
export const MODIFIER_NAMES = Object.keys(entries) as [ModifierName, ...ModifierName[]]

/** Those that need no chart: they make sense of the ranking of any collection. */
export const COLLECTION_MODIFIERS: readonly ModifierName[] = ['mmr', 'dedup', 'rerank']

/** A modifier as a strategy's name has it. */
export type GivenModifier = { readonly name: ModifierName; readonly value: number }

export function isModifierName(name: string): name is ModifierName {
  return Object.hasOwn(entries, name)
}

/** The modifiers of a ranking, in their order, and the layout that the others make together. */
export function makeModifiers(
  given: readonly GivenModifier[],
  reranker: Reranker | null,
): { readonly modifiers: readonly Modifier[]; readonly layout: Layout } {
  const modifiers: Modifier[] = []
  let layout: Layout = { presentation: 'by-time', cuts: false }
  for (const { name, value } of given) {
    const { make } = MODIFIERS[name]
    if (typeof make === 'function') modifiers.push(make(value, reranker))
    else layout = { ...layout, ...make }
  }
  return { modifiers, layout }
}
