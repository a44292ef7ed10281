import type { ChartTime, Event, Note } from '../corpus/record.js'
import { type Chunk, type EventChunk, inChartOrder, noteChunk } from '../indexes/chunk.js'
import { chunkEventDays } from '../indexes/chunk-events.js'
import type { Shard } from '../indexes/shard.js'
import { passageText } from './render-context.js'
import type { TokenCounter } from './token-counter.js'
import { isVisible } from './visibility.js'

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
  readonly #tokens = new Map<string, Map<string, number>>()

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

  /** Tokens of a chunk's text alone, counted once a view. */
  tokensOf(chunk: Chunk, counter: TokenCounter): number {
    let counts = this.#tokens.get(counter.name)
    if (counts === undefined) {
      counts = new Map()
      this.#tokens.set(counter.name, counts)
    }
    let tokens = counts.get(chunk.chunkId)
    if (tokens === undefined) {
      tokens = counter.count(passageText(chunk, this))
      counts.set(chunk.chunkId, tokens)
    }
    return tokens
  }

  #cutSeries(chunk: EventChunk): EventChunk {
    if (chunk.form === 'day' || this.asOf === null) return chunk
    const events = chunk.events.filter((position) =>
      isVisible(this.shard.record.events[position]!.time, this.asOf),
    )
    return { ...chunk, events }
  }
}
