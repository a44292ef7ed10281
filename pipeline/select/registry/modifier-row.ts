import type { Reranker } from '../../../indexes/rerankers/reranker.js'
import type { Modifier } from '../../../retrievers/modifiers/modifier.js'
import type { Layout } from '../../../retrievers/packing/context.js'
import type { Reach } from './reach.js'

/** A number that may follow a modifier's name, and its default. */
export type ModifierValue = {
  readonly standard: number
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
  /** What the number measures. */
  readonly unit: string
}

type Described = {
  /** As it follows a '+' in a strategy's name. */
  readonly name: string
  readonly sentence: string
  readonly value: ModifierValue | null
  /** What part of a ranking it changes, which decides which strategies accept it. */
  readonly reach: Reach
  /** Whether it leaves an order without scores. */
  readonly losesScores?: true
  /** Whether it makes sense for the ranking of any collection, without a chart. */
  readonly collection: boolean
}

/** What a modifier does: it changes a ranking, reorders it with a cross-encoder, or decides the layout of the context. */
type Effect =
  | { readonly modify: (value: number) => Promise<Modifier> }
  | { readonly rerank: (value: number, reranker: Reranker) => Promise<Modifier> }
  | { readonly layout: Partial<Layout> }

/** Everything that chartsift knows of a modifier: to add one, write its file and its row. */
export type ModifierRow = Described & Effect
