import { join } from 'node:path'
import type { Note, PatientRecord } from '../corpus/record.js'
import { Bm25Index } from './bm25.js'
import type { Chunk } from './chunk.js'
import { embedLongTexts } from './embed-long-texts.js'
import type { Embedder } from './embedder.js'
import { readChunks } from './index-store.js'
import { type IndexParameters, indexId } from './parameters.js'
import { readStoredRecord } from './record-store.js'
import { eventIndexText, renderDay } from './render-events.js'
import { VectorSearch } from './vector-search.js'
import { words } from './words.js'

/**
 * One patient's record and index, opened to be searched. It knows no other patient. Chunks are in chart order and
 * matrix rows are numbered by first appearance, so whatever may be seen is a prefix of both.
 */
export class Shard {
  readonly patientId: string
  readonly record: PatientRecord
  readonly chunks: readonly Chunk[]
  readonly vectors: VectorSearch
  readonly #embedder: Embedder
  readonly #notes: Map<string, Note>
  readonly #queries = new Map<string, Promise<Float32Array>>()
  readonly #counts = new Map<string, Map<string, number>>()
  #events: Map<string, number[]> | null = null
  #lexical: Bm25Index | null = null

  /** Opens the shard of `patientId` in `folder`. Refuses files of another patient, record, embedder or parameters. */
  static open(patientId: string, folder: string, parameters: IndexParameters, embedder: Embedder): Shard {
    const { record, sourceHash } = readStoredRecord(join(folder, 'record.db'), patientId)
    const base = join(folder, indexId(parameters))
    const stored = readChunks(`${base}.db`, parameters, sourceHash)
    const vectors = new VectorSearch(base, parameters, embedder.dimensions, stored.chunks, stored)
    return new Shard(record, stored.chunks, vectors, embedder)
  }

  private constructor(
    record: PatientRecord,
    chunks: readonly Chunk[],
    vectors: VectorSearch,
    embedder: Embedder,
  ) {
    this.patientId = record.patientId
    this.record = record
    this.chunks = chunks
    this.vectors = vectors
    this.#embedder = embedder
    this.#notes = new Map(record.notes.map((note) => [note.documentId, note]))
  }

  note(documentId: string): Note | undefined {
    return this.#notes.get(documentId)
  }

  eventPositions(documentId: string): readonly number[] {
    if (this.#events === null) {
      this.#events = new Map()
      for (const [position, event] of this.record.events.entries()) {
        const positions = this.#events.get(event.documentId)
        if (positions) positions.push(position)
        else this.#events.set(event.documentId, [position])
      }
    }
    return this.#events.get(documentId) ?? []
  }

  /** A count that is made once for a counter and key. */
  counted(counter: string, key: string, count: () => number): number {
    let counts = this.#counts.get(counter)
    if (counts === undefined) {
      counts = new Map()
      this.#counts.set(counter, counts)
    }
    let known = counts.get(key)
    if (known === undefined) {
      known = count()
      counts.set(key, known)
    }
    return known
  }

  /** BM25 over all chunks in chart order; a search names how many of them may be seen. */
  lexical(): Bm25Index {
    this.#lexical ??= new Bm25Index(this.chunks.map((chunk) => words(this.#indexText(chunk))))
    return this.#lexical
  }

  embedQuery(text: string): Promise<Float32Array> {
    let vector = this.#queries.get(text)
    if (vector === undefined) {
      vector = embedLongTexts([text], 'query', this.#embedder).then(([only]) => only!)
      this.#queries.set(text, vector)
    }
    return vector
  }

  /** A series is found by its name alone: its points may lie on both sides of what may be seen. */
  #indexText(chunk: Chunk): string {
    if (chunk.kind === 'note') return this.#notes.get(chunk.documentId)!.text.slice(chunk.start, chunk.end)
    const events = chunk.events.map((position) => this.record.events[position]!)
    return chunk.form === 'series' ? eventIndexText(events.slice(0, 1)) : `${chunk.type} ${renderDay(events)}`
  }
}
