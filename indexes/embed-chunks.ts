import type { PatientRecord } from '../corpus/record.js'
import type { Chunk, EventChunk, NoteChunk } from './chunk.js'
import type { Embedder } from './embedder.js'
import type { NoteUnit } from './parameters.js'
import { eventIndexText } from './render-events.js'

/** `rows[i]` is the matrix row of chunk i; rows are numbered by first appearance and are distinct. */
export type ChunkVectors = { readonly matrix: Float32Array; readonly rows: Int32Array; readonly count: number }

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
  const vectors = await embedPieces(texts, embedder)
  if (unit.chunk !== 'sentence' || unit.windowTokens === 0) {
    return { matrix: concatenate(vectors, embedder.dimensions), rows: Int32Array.from(textRow), count: texts.length }
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

/** A text longer than the embedder reads is embedded in halves at a space, and the halves' vectors averaged. */
async function embedPieces(texts: readonly string[], embedder: Embedder): Promise<Float32Array[]> {
  const pieces = texts.map((text) => fittingPieces(text, embedder))
  const flat = await embedder.embed(pieces.flat(), 'passage')
  let next = 0
  return pieces.map((parts) => {
    const vectors = flat.slice(next, next + parts.length)
    next += parts.length
    return parts.length === 1 ? vectors[0]! : unit(sum(vectors, vectors.map(() => 1), embedder.dimensions))
  })
}

function fittingPieces(text: string, embedder: Embedder): string[] {
  if (embedder.countTokens(text) <= embedder.maxTokens || text.length < 2) return [text]
  const middle = text.indexOf(' ', text.length >>> 1)
  const at = middle < 0 ? text.length >>> 1 : middle
  return [...fittingPieces(text.slice(0, at), embedder), ...fittingPieces(text.slice(at), embedder)]
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
      const takesLeft = i - before <= after - i ? left !== Number.POSITIVE_INFINITY : right === Number.POSITIVE_INFINITY
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
  const mean = unit(
    sum(
      window.map((r) => vectors[r]!),
      window.map((r) => lengths[r]!),
      own.length,
    ),
  )
  return unit(sum([own, mean], [1, 1], own.length))
}

function sum(vectors: readonly Float32Array[], weights: readonly number[], dimensions: number): Float64Array {
  const total = new Float64Array(dimensions)
  vectors.forEach((vector, v) => {
    for (let d = 0; d < dimensions; d++) total[d]! += weights[v]! * vector[d]!
  })
  return total
}

function unit(vector: Float64Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((total, x) => total + x * x, 0))
  return Float32Array.from(vector, (x) => (norm === 0 ? 0 : x / norm))
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
