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
import { type Hnsw, searchHnsw } from './vectors/hnsw.js'
import { readHnsw } from './vectors/hnsw-file.js'
import { readMatrix } from './vectors/matrix-file.js'
import { words } from './words.js'

/**
 * One patient's record and index, opened to be searched. It knows no other patient. Chunks are in chart order and
 * matrix rows are numbered by first appearance, so whatever may be seen is a prefix of both.
 */
export class Shard {
  readonly patientId: string
  readonly record: PatientRecord
  readonly chunks: readonly Chunk[]
  readonly #rows: Int32Array
  readonly #base: string
  readonly #parameters: IndexParameters
  readonly #embedder: Embedder
  readonly #notes: Map<string, Note>
  readonly #queries = new Map<string, Promise<Float32Array>>()
  readonly #counts = new Map<string, Map<string, number>>()
  #events: Map<string, number[]> | null = null
  #lexical: Bm25Index | null = null
  #matrix: Float32Array | null = null
  #graph: Hnsw | null = null

  /** Opens the shard of `patientId` in `folder`. Refuses files of another patient, record, embedder or parameters. */
  static open(patientId: string, folder: string, parameters: IndexParameters, embedder: Embedder): Shard {
    const { record, sourceHash } = readStoredRecord(join(folder, 'record.db'), patientId)
    const base = join(folder, indexId(parameters))
    const { chunks, vectors } = readChunks(`${base}.db`, parameters, sourceHash)
    return new Shard(record, chunks, vectors, base, parameters, embedder)
  }

  private constructor(
    record: PatientRecord,
    chunks: readonly Chunk[],
    rows: Int32Array,
    base: string,
    parameters: IndexParameters,
    embedder: Embedder,
  ) {
    this.patientId = record.patientId
    this.record = record
    this.chunks = chunks
    this.#rows = rows
    this.#base = base
    this.#parameters = parameters
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

  /** Exact cosine of each of the first `visible` chunks to a unit query. */
  cosines(query: Float32Array, visible: number): Float64Array {
    const matrix = this.#openMatrix()
    const dimensions = this.#embedder.dimensions
    const byRow = new Float64Array(this.#visibleRows(visible))
    for (let row = 0; row < byRow.length; row++) {
      let dot = 0
      for (let d = 0, at = row * dimensions; d < dimensions; d++, at++) dot += matrix[at]! * query[d]!
      byRow[row] = dot
    }
    return Float64Array.from({ length: visible }, (_, i) => byRow[this.#rows[i]!]!)
  }

  /** Cosines of the chunks among the `depth` nearest that the HNSW graph finds; 0 for all others. */
  searchGraph(query: Float32Array, depth: number, visible: number): Float64Array {
    this.#graph ??= readHnsw(`${this.#base}.hnsw`, this.#parameters.hnsw, this.#parameters.embedder)
    const found = new Map(
      searchHnsw(this.#graph, this.#openMatrix(), query, depth, this.#visibleRows(visible)).map(
        ({ row, score }) => [row, score],
      ),
    )
    return Float64Array.from({ length: visible }, (_, i) => found.get(this.#rows[i]!) ?? 0)
  }

  /** Rows are numbered by first appearance, so the visible ones end with the highest among visible chunks. */
  #visibleRows(visible: number): number {
    let rows = 0
    for (let i = 0; i < visible; i++) if (this.#rows[i]! >= rows) rows = this.#rows[i]! + 1
    return rows
  }

  #openMatrix(): Float32Array {
    this.#matrix ??= readMatrix(`${this.#base}.f32`, this.#embedder.dimensions)
    return this.#matrix
  }

  /** A series is found by its name alone: its points may lie on both sides of what may be seen. */
  #indexText(chunk: Chunk): string {
    if (chunk.kind === 'note') return this.#notes.get(chunk.documentId)!.text.slice(chunk.start, chunk.end)
    const events = chunk.events.map((position) => this.record.events[position]!)
    return chunk.form === 'series' ? eventIndexText(events.slice(0, 1)) : `${chunk.type} ${renderDay(events)}`
  }
}
