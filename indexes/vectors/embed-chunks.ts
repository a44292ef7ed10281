import type { PatientRecord } from '../../corpus/record.js'
import type { Chunk, EventChunk } from '../chunks/chunk.js'
import { eventIndexText } from '../chunks/render-events.js'
import { embedLongTexts } from '../embedders/embed-long-texts.js'
import type { Embedder } from '../embedders/embedder.js'

/**
 * `rows[i]` is the matrix row of chunk i, and `tokens[i]` is the length of its text in the embedder's tokens, without special
 * tokens. Rows are numbered by first appearance, one row per distinct text.
 */
export type ChunkVectors = {
  readonly matrix: Float32Array
  readonly rows: Int32Array
  readonly tokens: Int32Array
  readonly count: number
}

/** Embeds each distinct text once. */
export async function embedChunks(
  chunks: readonly Chunk[],
  record: PatientRecord,
  embedder: Embedder,
): Promise<ChunkVectors> {
  const textOf = embeddedText(record)
  const textRows = new Map<string, number>()
  const rows = Int32Array.from(chunks, (chunk) => {
    const text = textOf(chunk)
    const known = textRows.get(text)
    if (known !== undefined) return known
    textRows.set(text, textRows.size)
    return textRows.size - 1
  })
  const texts = [...textRows.keys()]
  const vectors = await embedLongTexts(texts, 'passage', embedder)
  const matrix = new Float32Array(vectors.length * embedder.dimensions)
  vectors.forEach((vector, i) => {
    matrix.set(vector, i * embedder.dimensions)
  })
  const specials = embedder.countTokens('')
  const lengths = texts.map((text) => embedder.countTokens(text) - specials)
  return { matrix, rows, tokens: Int32Array.from(rows, (row) => lengths[row]!), count: texts.length }
}

/**
 * Gives the text of a chunk that is embedded: the text of a note chunk, or the domain and names of events. A series is
 * embedded by its first name, because later points may be after the asOf.
 */
export function embeddedText(record: PatientRecord): (chunk: Chunk) => string {
  const notes = new Map(record.notes.map((note) => [note.documentId, note.text]))
  return (chunk) =>
    chunk.kind === 'note'
      ? notes.get(chunk.documentId)!.slice(chunk.start, chunk.end)
      : eventIndexText(shownNames(chunk).map((position) => record.events[position]!))
}

function shownNames(chunk: EventChunk): readonly number[] {
  return chunk.form === 'series' ? chunk.events.slice(0, 1) : chunk.events
}
