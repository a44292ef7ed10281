import type { PatientRecord } from '../corpus/record.js'
import type { Chunk, EventChunk, NoteChunk } from './chunk.js'
import { embedLongTexts, unitVector, weightedSum } from './embed-long-texts.js'
import type { Embedder } from './embedder.js'
import type { NoteUnit } from './parameters.js'
import { eventIndexText } from './render-events.js'

/** `rows[i]` is the matrix row of chunk i; rows are numbered by first appearance and are distinct. */
export type ChunkVectors = {
  readonly matrix: Float32Array
  readonly rows: Int32Array
  readonly count: number
}

/**
 * Embeds each distinct text once. With sentence units a chunk's vector is the unit vector of its sentence's plus
 * its window's, the window being the sentences round it up to `windowTokens`: derived, never embedded again.
 */
export async function embedChunks(
  chunks: readonly Chunk[],
  record: PatientRecord,
  unit: NoteUnit,
  embedder: Embedder,
): Promise<ChunkVectors> {
  const notes = new Map(record.notes.map((note) => [note.documentId, note.text]))
  const textOf = (chunk: Chunk) =>
    chunk.kind === 'note'
      ? notes.get(chunk.documentId)!.slice(chunk.start, chunk.end)
      : eventIndexText(shownNames(chunk).map((position) => record.events[position]!))
  const textRows = new Map<string, number>()
  const textRow = chunks.map((chunk) => rowOf(textRows, textOf(chunk)))
  const texts = [...textRows.keys()]
  const vectors = await embedLongTexts(texts, 'passage', embedder)
  if (unit.chunk !== 'sentence' || unit.windowTokens === 0) {
    return {
      matrix: concatenate(vectors, embedder.dimensions),
      rows: Int32Array.from(textRow),
      count: texts.length,
    }
  }
  const lengths = texts.map((text) => embedder.countTokens(text) - embedder.countTokens(''))
  const windows = sentenceWindows(chunks, textRow, lengths, unit.windowTokens)
  const keys = new Map<string, number>()
  const rows = Int32Array.from(windows, (window, i) => rowOf(keys, `${textRow[i]}|${window.join(',')}`))
  const blended: Float32Array[] = []
  rows.forEach((row, i) => {
    if (row === blended.length) blended.push(blend(vectors, lengths, textRow[i]!, windows[i]!))
  })
  return { matrix: concatenate(blended, embedder.dimensions), rows, count: blended.length }
}

/** A series is embedded by its first name alone: later points may lie after what an instruction may see. */
function shownNames(chunk: EventChunk): readonly number[] {
  return chunk.form === 'series' ? chunk.events.slice(0, 1) : chunk.events
}

/** For each chunk the text rows of its window, itself included; an event chunk is its own window. */
function sentenceWindows(
  chunks: readonly Chunk[],
  textRow: readonly number[],
  lengths: readonly number[],
  windowTokens: number,
): number[][] {
  return chunks.map((chunk, i) => {
    const window = [textRow[i]!]
    if (chunk.kind !== 'note') return window
    let tokens = lengths[textRow[i]!]!
    let before = i - 1
    let after = i + 1
    for (;;) {
      const left = isOfNote(chunks[before], chunk) ? lengths[textRow[before]!]! : Number.POSITIVE_INFINITY
      const right = isOfNote(chunks[after], chunk) ? lengths[textRow[after]!]! : Number.POSITIVE_INFINITY
      const takesLeft =
        i - before <= after - i ? left !== Number.POSITIVE_INFINITY : right === Number.POSITIVE_INFINITY
      const added = takesLeft ? left : right
      if (tokens + added > windowTokens) return window
      tokens += added
      if (takesLeft) window.unshift(textRow[before--]!)
      else window.push(textRow[after++]!)
    }
  })
}

function isOfNote(other: Chunk | undefined, chunk: NoteChunk): boolean {
  return other?.kind === 'note' && other.documentId === chunk.documentId
}

function blend(
  vectors: readonly Float32Array[],
  lengths: readonly number[],
  row: number,
  window: readonly number[],
): Float32Array {
  const own = vectors[row]!
  const mean = unitVector(
    weightedSum(
      window.map((r) => vectors[r]!),
      window.map((r) => lengths[r]!),
    ),
  )
  return unitVector(weightedSum([own, mean], [1, 1]))
}

function concatenate(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const matrix = new Float32Array(vectors.length * dimensions)
  vectors.forEach((vector, i) => {
    matrix.set(vector, i * dimensions)
  })
  return matrix
}

function rowOf<Key>(rows: Map<Key, number>, key: Key): number {
  let row = rows.get(key)
  if (row === undefined) {
    row = rows.size
    rows.set(key, row)
  }
  return row
}
