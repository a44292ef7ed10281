import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { RawEntry } from '../../corpus/corpus-format.js'
import { rawEntries } from '../../corpus/formats/raw-text.js'
import type { Note, PatientRecord } from '../../corpus/record.js'
import type { Chunk } from '../chunks/chunk.js'
import { chunkRecord } from '../chunks/chunk-record.js'
import { type IndexParameters, indexId } from '../chunks/parameters.js'
import { eventIndexText, renderDay } from '../chunks/render-events.js'
import { embedLongTexts } from '../embedders/embed-long-texts.js'
import type { Embedder } from '../embedders/embedder.js'
import { embedChunks } from '../vectors/embed-chunks.js'
import { VectorSearch } from '../vectors/vector-search.js'
import { type Analyzer, WORDS } from '../words/analyzers.js'
import { Bm25Index } from '../words/bm25.js'
import { termIndex } from '../words/term-index.js'
import { TextCollector } from '../words/text-collector.js'
import { sharedVocabulary, type TextWords, type Vocabulary } from '../words/vocabulary.js'
import type { WordTable } from '../words/word-table.js'
import { readChunks, type StoredChunks } from './index-store.js'
import type { RawSource } from './raw-source.js'
import { readRawSource, readStoredRecord } from './record-store.js'
import {
  isInSentences,
  isOfSystem,
  keepSentenceIndex,
  readSentenceChunks,
  sentenceIndex,
  sentenceParameters,
} from './sentence-index.js'
import { COUNTS_PREFIX, StoredCounts } from './stored-counts.js'

/** What is known about the texts of a record in any unit: their words, and their token counts by counter. */
type RecordTexts = {
  readonly vocabulary: Vocabulary
  readonly places: Map<string, TextWords | null>
  readonly counts: Map<string, StoredCounts>
}

function newTexts(): RecordTexts {
  return { vocabulary: sharedVocabulary(), places: new Map(), counts: new Map() }
}

/** Of a note: all of it. */
const WHOLE: readonly [start: number, end: number] = [0, Number.POSITIVE_INFINITY]

/** Where a patient's index is, and what made it. */
export type IndexedPatient = {
  readonly folder: string
  readonly parameters: IndexParameters
  readonly embedder: Embedder
}

type ShardParts = {
  readonly record: PatientRecord
  readonly chunks: readonly Chunk[]
  readonly vectors: VectorSearch
  readonly parameters: IndexParameters
  readonly embedder: Embedder
  readonly texts: RecordTexts
}

/**
 * One patient's record and index, open for search, without data of other patients. Chunks are in chart order and
 * matrix rows are numbered by first appearance, so the visible part is a prefix of both.
 */
export class Shard {
  readonly patientId: string
  readonly record: PatientRecord
  readonly chunks: readonly Chunk[]
  readonly vectors: VectorSearch
  readonly #parameters: IndexParameters
  readonly #embedder: Embedder
  #sentences: Promise<Shard> | null = null
  readonly #notes: Map<string, Note>
  readonly #queries = new Map<string, Promise<Float32Array>>()
  readonly #texts: RecordTexts
  #events: Map<string, number[]> | null = null
  /** The file of the record, if the shard was opened from a folder. */
  #file: { readonly path: string; readonly sourceHash: string } | null = null
  /** Undefined until it is read; null if there is none. */
  #rawSource: RawSource | null | undefined = undefined
  #rawEntries: readonly RawEntry[] | null = null
  readonly #lexical = new Map<string, Bm25Index>()
  #words: WordTable | null = null

  /** Opens the shard of `patientId` in `folder`. Refuses files of another patient, record, embedder or parameters. */
  static open(patientId: string, { folder, parameters, embedder }: IndexedPatient): Shard {
    const { record, sourceHash } = readStoredRecord(join(folder, 'record.db'), patientId)
    const base = join(folder, indexId(parameters))
    const stored = readChunks(`${base}.db`, parameters, sourceHash)
    const vectors = new VectorSearch(base, { parameters, dimensions: embedder.dimensions, stored })
    const shard = new Shard({
      record,
      chunks: stored.chunks,
      vectors,
      parameters,
      embedder,
      texts: newTexts(),
    })
    shard.#file = { path: join(folder, 'record.db'), sourceHash }
    return shard
  }

  private constructor({ record, chunks, vectors, parameters, embedder, texts }: ShardParts) {
    this.#parameters = parameters
    this.#texts = texts
    this.patientId = record.patientId
    this.record = record
    this.chunks = chunks
    this.vectors = vectors
    this.#embedder = embedder
    this.#notes = new Map(record.notes.map((note) => [note.documentId, note]))
  }

  /**
   * The record in sentences and series, whatever the unit of its index. An index of another unit has a sentence index beside
   * it. If that is missing, it is built here and kept, which is fast with a static embedder and slow with a transformer.
   */
  inSentences(): Promise<Shard> {
    if (isInSentences(this.#parameters)) return Promise.resolve(this)
    this.#sentences ??= this.#file === null ? this.#cutInSentences() : this.#openSentences(this.#file)
    return this.#sentences
  }

  async #openSentences({ path, sourceHash }: { path: string; sourceHash: string }): Promise<Shard> {
    const { base, origin } = sentenceIndex(dirname(path), this.#parameters, sourceHash)
    let stored = readSentenceChunks(base, origin)
    if (stored === null) {
      try {
        await keepSentenceIndex(base, { record: this.record, origin, embedder: this.#embedder })
        stored = readChunks(`${base}.db`, origin.parameters, sourceHash)
      } catch (error) {
        // The index cannot be kept on a disk that is full or read-only.
        if (!isOfSystem(error)) throw error
        return this.#cutInSentences()
      }
    }
    return this.#beside(base, origin.parameters, stored)
  }

  async #cutInSentences(): Promise<Shard> {
    const parameters = sentenceParameters(this.#parameters)
    const chunks = await chunkRecord(this.record, { cuts: [], parameters, embedder: this.#embedder })
    const { matrix, rows, tokens } = await embedChunks(chunks, this.record, this.#embedder)
    return this.#beside(matrix, parameters, { chunks, vectors: rows, tokens })
  }

  /** The same record in other units. Both shards share the words and token counts of their texts. */
  #beside(base: string | Float32Array, parameters: IndexParameters, stored: StoredChunks): Shard {
    const vectors = new VectorSearch(base, { parameters, dimensions: this.#embedder.dimensions, stored })
    const shard = new Shard({
      record: this.record,
      chunks: stored.chunks,
      vectors,
      parameters,
      embedder: this.#embedder,
      texts: this.#texts,
    })
    shard.#file = this.#file
    return shard
  }

  /**
   * The text of the record's source and where its notes and events are in it, kept in memory with the shard; null if the corpus's
   * format has no raw text.
   */
  rawSource(): RawSource | null {
    if (this.#file === null) throw new Error('this shard was not opened from a folder')
    if (this.#rawSource === undefined) this.#rawSource = readRawSource(this.#file.path, this.patientId)
    return this.#rawSource
  }

  /** The offsets and times of the entries of the text of `rawSource()`. */
  rawEntries(): readonly RawEntry[] {
    this.#rawEntries ??= rawEntries(this.rawSource()?.text ?? '')
    return this.#rawEntries
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

  /** Token counts of texts of this record. @param counter identifies the counter by its name and the hash of its files */
  counts(counter: string): StoredCounts {
    let counts = this.#texts.counts.get(counter)
    if (counts === undefined) {
      const name = createHash('sha256').update(counter).digest('hex').slice(0, 12)
      const path = this.#file === null ? null : join(dirname(this.#file.path), `${COUNTS_PREFIX}${name}.json`)
      counts = new StoredCounts(path, `${counter} of ${this.#file?.sourceHash}`)
      this.#texts.counts.set(counter, counts)
    }
    return counts
  }

  /** Saves the counts for the next execution, if the folder can be written. */
  saveCounts(): void {
    for (const counts of this.#texts.counts.values()) counts.save()
  }

  /** BM25 over all chunks in chart order, one index per analyzer. Each search says how many of the chunks are visible. */
  lexical(analyzer: Analyzer = WORDS): Bm25Index {
    let index = this.#lexical.get(analyzer.name)
    if (index === undefined) {
      this.#words ??= this.wordTable((texts) => {
        for (const chunk of this.chunks) {
          if (chunk.kind === 'note') this.addWords(texts, chunk.documentId, [chunk.start, chunk.end])
          else texts.append(this.indexText(chunk))
          texts.endText()
        }
      })
      index = new Bm25Index(termIndex(this.#words, analyzer))
      this.#lexical.set(analyzer.name, index)
    }
    return index
  }

  /** A table of the words of the texts that `collect` adds. All tables of this record share one vocabulary. */
  wordTable(collect: (texts: TextCollector) => void): WordTable {
    const texts = new TextCollector(this.#texts.vocabulary)
    collect(texts)
    return texts.table()
  }

  /** Adds the words of a note, or of its span [start, end). */
  addWords(texts: TextCollector, documentId: string, [start, end] = WHOLE): void {
    const { text } = this.#notes.get(documentId)!
    texts.appendPart(text, this.#placesIn(documentId, text), start, Math.min(end, text.length))
  }

  #placesIn(documentId: string, text: string): TextWords | null {
    const { places, vocabulary } = this.#texts
    let known = places.get(documentId)
    if (known === undefined) {
      known = vocabulary.placesIn(text)
      places.set(documentId, known)
    }
    return known
  }

  get embedderKind(): Embedder['kind'] {
    return this.#embedder.kind
  }

  embedQuery(text: string): Promise<Float32Array> {
    let vector = this.#queries.get(text)
    if (vector === undefined) {
      vector = embedLongTexts([text], 'query', this.#embedder).then(([only]) => only!)
      this.#queries.set(text, vector)
    }
    return vector
  }

  /** The text of a chunk for lexical search. For a series, only its name, because some of its points may be after the asOf. */
  indexText(chunk: Chunk): string {
    if (chunk.kind === 'note') return this.#notes.get(chunk.documentId)!.text.slice(chunk.start, chunk.end)
    const events = chunk.events.map((position) => this.record.events[position]!)
    return chunk.form === 'series' ? eventIndexText(events.slice(0, 1)) : `${chunk.type} ${renderDay(events)}`
  }
}
