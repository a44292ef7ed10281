import type { TokenCounter } from '../../base/token-counter.js'
import type { ChartTime } from '../../corpus/record.js'
import type { Chunk } from '../../indexes/chunks/chunk.js'
import type { EventForm } from '../../indexes/chunks/shown-events.js'

/**
 * Tokens that the context as rendered may take, counted by `counter`. `layout`: how passages are arranged in it; in time order and
 * uncut where it does not say.
 */
export type Budget = { readonly tokens: number; readonly counter: TokenCounter; readonly layout?: Layout }

/** `cuts`: the best ranked passage that does not fit is cut at a sentence end, one per context. */
export type Layout = { readonly presentation: Presentation; readonly cuts: boolean }
/** The order of passages in the context. */
export type Presentation = 'by-time' | 'by-relevance' | 'best-at-ends'

/** A chunk ranked for an instruction. Ranks count from 1 without gaps; null: the strategy gives no scores. */
export type Passage = {
  readonly chunk: Chunk
  readonly rank: number
  readonly score: number | null
  readonly why?: () => string
}

/**
 * What is in the context: a character span of one note, events each of which is named, or a line that a model wrote, with
 * the documents that it rests on.
 */
export type ShownPassage = {
  readonly rank: number
  readonly score: number | null
  readonly kind: 'note' | 'events' | 'written'
  readonly documentIds: readonly string[]
  readonly start: number | null
  readonly end: number | null
  readonly time: ChartTime | null
  readonly type: string
  /** Number of the header under which it is in the context: what a citation names. Null if the context has no labels. */
  readonly label: number | null
  readonly tokens: number
  readonly text: string
  /** Of events, where they are in the record, in the order shown: a passage stored by an older version does not have it. */
  readonly events?: ShownPositions
  /** Of what its score is made, where the strategy can say it. */
  readonly why?: string
}

/** Positions of events in the record, and how the passage shows them. */
export type ShownPositions = { readonly form: EventForm; readonly positions: readonly number[] }

/** A ranked passage that did not fit: it has no header. */
export type DroppedPassage = Omit<ShownPassage, 'label'>

/** `dropped` passages were ranked and did not fit; `truncated` passages were cut. tokens <= budget. */
export type Context = {
  readonly passages: readonly ShownPassage[]
  readonly text: string
  readonly tokens: number
  readonly dropped: number
  /** The best ranked of the dropped, ten at most: to be looked at, not stored. */
  readonly droppedFirst: readonly DroppedPassage[]
  readonly truncated: number
  /** All that was dropped, where a ranking of chunks was packed: to be looked at, not stored. */
  readonly droppedChunks?: readonly Chunk[]
  /** True if the context is the end of the visible record: what it does not show was cut off, whatever it is about. */
  readonly isEndOfRecord?: boolean
}

/**
 * A strategy that cannot fill this budget says why; the item is then unscored, never empty by accident. `needed`: tokens that the
 * context would take, if that is the reason.
 */
export type Unfit = { readonly reason: string; readonly needed?: number }

/** Whether there is a reason instead of a context. */
export function isUnfit(context: Context | Unfit): context is Unfit {
  return 'reason' in context
}
