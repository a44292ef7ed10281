import type { TokenCounter } from '../../base/token-counter.js'
import type { ChartTime, Event, Note } from '../../corpus/record.js'
import { isVisible } from '../../corpus/visibility.js'
import { type Chunk, type EventChunk, inChartOrder, noteChunk } from '../../indexes/chunks/chunk.js'
import { chunkEventDays } from '../../indexes/chunks/chunk-events.js'
import type { Shard } from '../../indexes/store/shard.js'
import { copyMark } from './copy-mark.js'
import { groupHeader, groupKey, passageText } from './render-context.js'

/** What a chunk costs in tokens: its text, and the header of its group. */
export type Price = { readonly text: number; readonly header: number }
type Priced = { leastText: number; exact: Price | null }
/** What has been counted by one counter. */
type Prices = { readonly chunks: WeakMap<Chunk, Priced>; readonly headers: number[] }

/**
 * One patient's record as it stood at `asOf`: the only thing a strategy is given. Chunks are in chart order, so
 * those that may be seen are a prefix of the shard's, and every search is limited to that prefix.
 */
export class RecordView {
  readonly patientId: string
  readonly asOf: ChartTime | null
  readonly chunks: readonly Chunk[]
  readonly shard: Shard
  #documents: readonly Chunk[] | null = null
  readonly #prices = new Map<TokenCounter, Prices>()
  readonly #groups = new Map<string, number>()

  constructor(shard: Shard, asOf: ChartTime | null) {
    this.shard = shard
    this.patientId = shard.patientId
    this.asOf = asOf
    const visible: Chunk[] = []
    for (const chunk of shard.chunks) {
      if (!isVisible(chunk.time, asOf)) break
      visible.push(chunk.kind === 'events' ? this.#cutSeries(chunk) : chunk)
    }
    this.chunks = visible
  }

  note(documentId: string): Note | undefined {
    const note = this.shard.note(documentId)
    return note !== undefined && isVisible(note.time, this.asOf) ? note : undefined
  }

  event(position: number): Event {
    const event = this.shard.record.events[position]!
    if (!isVisible(event.time, this.asOf)) {
      throw new Error(`event ${position} of patient ${this.patientId} lies after ${this.asOf}`)
    }
    return event
  }

  /** Positions of visible events with this document id, in file order. */
  eventsOf(documentId: string): readonly number[] {
    return this.shard
      .eventPositions(documentId)
      .filter((position) => isVisible(this.shard.record.events[position]!.time, this.asOf))
  }

  /** Whole notes, and the events of each day and domain, in chart order: what truncation keeps or drops. */
  documents(): readonly Chunk[] {
    if (this.#documents === null) {
      const { notes, events } = this.shard.record
      const whole = notes
        .filter((note) => isVisible(note.time, this.asOf) && note.text.trim() !== '')
        .map((note) => noteChunk(note, 0, note.text.length))
      const cuts = this.asOf === null ? [] : [this.asOf]
      const days = chunkEventDays(events, Number.POSITIVE_INFINITY, cuts).filter((chunk) =>
        isVisible(chunk.time, this.asOf),
      )
      this.#documents = [...whole, ...days].sort(inChartOrder)
    }
    return this.#documents
  }

  tokensOf(chunk: Chunk, counter: TokenCounter): number {
    return this.priceOf(chunk, counter).text
  }

  /** Fewer tokens than this its text does not take: had without counting. */
  leastTextOf(chunk: Chunk, counter: TokenCounter): number {
    if (counter.atLeast === undefined) return 0
    const priced = this.#priced(chunk, counter)
    if (priced.leastText < 0) priced.leastText = counter.atLeast(passageText(chunk, this))
    return priced.leastText
  }

  /** Tokens of a chunk's text and of its header, each alone, counted once per view. */
  priceOf(chunk: Chunk, counter: TokenCounter): Price {
    const priced = this.#priced(chunk, counter)
    if (priced.exact === null) {
      const mark = chunk.kind === 'note' ? copyMark([chunk], chunk, this) : ''
      priced.exact = {
        text:
          this.countOf(passageText(chunk, this), counter) + (mark === '' ? 0 : this.countOf(mark, counter)),
        header: this.headerOf(chunk, this.groupOf(chunk), counter),
      }
    }
    return priced.exact
  }

  /** The number of the group that the chunk is shown in. */
  groupOf(chunk: Chunk): number {
    const key = groupKey(chunk)
    let group = this.#groups.get(key)
    if (group === undefined) {
      group = this.#groups.size
      this.#groups.set(key, group)
    }
    return group
  }

  /** Tokens of the header of a group, which `chunk` is of. */
  headerOf(chunk: Chunk, group: number, counter: TokenCounter): number {
    const { headers } = this.#pricesOf(counter)
    headers[group] ??= this.countOf(groupHeader(chunk, 1, this), counter)
    return headers[group]
  }

  /** Tokens of a text, counted once per shard and counter, and kept beside it. */
  countOf(text: string, counter: TokenCounter): number {
    const { identity } = counter
    return identity === undefined
      ? counter.count(text)
      : this.shard.counts(identity).of(text, (whole) => counter.count(whole))
  }

  #priced(chunk: Chunk, counter: TokenCounter): Priced {
    const { chunks } = this.#pricesOf(counter)
    let priced = chunks.get(chunk)
    if (priced === undefined) {
      priced = { leastText: -1, exact: null }
      chunks.set(chunk, priced)
    }
    return priced
  }

  #pricesOf(counter: TokenCounter): Prices {
    let prices = this.#prices.get(counter)
    if (prices === undefined) {
      prices = { chunks: new WeakMap(), headers: [] }
      this.#prices.set(counter, prices)
    }
    return prices
  }

  #cutSeries(chunk: EventChunk): EventChunk {
    if (chunk.form === 'day' || this.asOf === null) return chunk
    const events = chunk.events.filter((position) =>
      isVisible(this.shard.record.events[position]!.time, this.asOf),
    )
    return { ...chunk, events }
  }
}
