import type { TokenCounter } from '../../base/token-counter.js'
import type { Chunk, NoteChunk } from '../../indexes/chunks/chunk.js'
import type { RecordView } from '../view/record-view.js'
import { GAP, SEPARATOR } from '../view/render-context.js'
import type { LeastPrices } from './least-prices.js'

type Span = readonly [start: number, end: number]

/**
 * Estimates what passages cost without tokenising them again: each text's own count, its header once per document,
 * marks of gaps, and nothing for text that is already there. Joining texts moves a token here and there, so the
 * packer counts the rendered whole in the end.
 */
export class TokenLedger {
  readonly #view: RecordView
  readonly #counter: TokenCounter
  readonly #gap: number
  readonly #separator: number
  /** By group, spans of each document that are in the context; of events, none. */
  readonly #groups: (Span[] | undefined)[] = []

  constructor(view: RecordView, counter: TokenCounter) {
    this.#view = view
    this.#counter = counter
    this.#gap = counter.count(GAP)
    this.#separator = counter.count(SEPARATOR)
  }

  /** Takes the passage and gives what it adds, or gives null if that is more than `room`. */
  take(chunk: Chunk, room: number): number | null {
    return this.#take(chunk, this.#view.groupOf(chunk), room)
  }

  /** As `take`, of the passage at a place of a ranking. Most of what is ranked does not fit, and need not be counted to know it. */
  takeRanked(chunk: Chunk, place: number, prices: LeastPrices, room: number): number | null {
    const group = prices.groupOf(place)
    const spans = this.#groups[group]
    if (spans === undefined) {
      const header = this.#view.headerOf(chunk, group, this.#counter) + this.#separator
      if (header >= room || header + prices.textOf(place, room) > room) return null
    } else if (this.#beside(chunk, prices.textOf(place, room), spans) > room) return null
    return this.#take(chunk, group, room)
  }

  #take(chunk: Chunk, group: number, room: number): number | null {
    const spans = this.#groups[group]
    const { text, header } = this.#view.priceOf(chunk, this.#counter)
    const tokens = spans === undefined ? header + text + this.#separator : this.#beside(chunk, text, spans)
    if (tokens > room) return null
    if (spans === undefined) this.#groups[group] = chunk.kind === 'note' ? [[chunk.start, chunk.end]] : []
    else if (chunk.kind === 'note') spans.push([chunk.start, chunk.end])
    return tokens
  }

  /** What a text of so many tokens adds to a group in the context: a longer text never adds less. */
  #beside(chunk: Chunk, text: number, spans: readonly Span[]): number {
    if (chunk.kind === 'events') return text + 1
    const length = chunk.end - chunk.start
    const fresh = unseen(chunk, spans)
    const isJoined = fresh < length || this.#touches(chunk, spans)
    return Math.ceil((text * fresh) / length) + (isJoined ? 0 : this.#gap)
  }

  #touches(chunk: NoteChunk, spans: readonly Span[]): boolean {
    const text = this.#view.note(chunk.documentId)?.text ?? ''
    return spans.some(([start, end]) => {
      const [from, to] = end <= chunk.start ? [end, chunk.start] : [chunk.end, start]
      // Paragraphs lie a few characters apart; farther spans cannot have only white space between.
      return to - from < 16 && text.slice(from, to).trim() === ''
    })
  }
}

/** Characters of the chunk that no span covers. */
function unseen(chunk: NoteChunk, spans: readonly Span[]): number {
  let fresh = chunk.end - chunk.start
  let at = chunk.start
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(start, at)
    const to = Math.min(end, chunk.end)
    if (to > from) {
      fresh -= to - from
      at = to
    }
  }
  return fresh
}
