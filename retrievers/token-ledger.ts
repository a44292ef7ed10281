import type { Chunk, NoteChunk } from '../indexes/chunk.js'
import type { Price, RecordView } from './record-view.js'
import { GAP, SEPARATOR } from './render-context.js'
import type { TokenCounter } from './token-counter.js'

type Span = readonly [start: number, end: number]

/**
 * Estimates what passages cost without tokenising them again: each text's own count, its header once a document,
 * marks of gaps, and of text that already stands there nothing. Joining texts moves a token here and there, so the
 * packer counts the rendered whole in the end.
 */
export class TokenLedger {
  readonly #view: RecordView
  readonly #counter: TokenCounter
  readonly #gap: number
  readonly #separator: number
  /** By group, spans of each document that stand in the context; of events, none. */
  readonly #groups: (Span[] | undefined)[] = []

  constructor(view: RecordView, counter: TokenCounter) {
    this.#view = view
    this.#counter = counter
    this.#gap = counter.count(GAP)
    this.#separator = counter.count(SEPARATOR)
  }

  /**
   * Takes the passage and gives what it adds, or gives null where that is more than `room`.
   * @param known a price that its own is not below, where that is known
   */
  take(chunk: Chunk, room: number, known: Price | null): number | null {
    const least = known ?? this.#view.leastOf(chunk, this.#counter)
    const spans = this.#groups[least.group]
    // Most of what is ranked does not fit, and need not be counted to know it.
    if (this.#added(chunk, least, spans) > room) return null
    const tokens = this.#added(chunk, this.#view.priceOf(chunk, this.#counter), spans)
    if (tokens > room) return null
    if (spans === undefined)
      this.#groups[least.group] = chunk.kind === 'note' ? [[chunk.start, chunk.end]] : []
    else if (chunk.kind === 'note') spans.push([chunk.start, chunk.end])
    return tokens
  }

  /** What the passage adds where its text and header take what the price says: never less where that is more. */
  #added(chunk: Chunk, { text, header }: Price, spans: readonly Span[] | undefined): number {
    if (spans === undefined) return header + text + this.#separator
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
