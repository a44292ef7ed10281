import { type Chunk, noteChunk } from '../../indexes/chunks/chunk.js'
import { oncePer } from '../view/once-per.js'
import type { RecordView } from '../view/record-view.js'

/** A longer line is running text, of which one sentence may be enough. */
const LONGEST_LINE = 320

/** The line of each chunk of a view, and its number: chunks in one line share it. */
export type Lines = { readonly lines: readonly Chunk[]; readonly numbers: Int32Array }

/**
 * Sentences widened to their lines: in a chart a short line is one statement ('Hx: 1 week swelling left
 * elbow. Not painful. No trauma.'), and half of it is no evidence. Computed once per view.
 */
export const linesIn = oncePer((view: RecordView): Lines => {
  const numbers = new Map<string, number>()
  const lines = view.chunks.map((chunk) => lineOf(chunk, view))
  const numberOf = ({ chunkId }: Chunk): number => {
    const number = numbers.get(chunkId) ?? numbers.size
    numbers.set(chunkId, number)
    return number
  }
  return { lines, numbers: Int32Array.from(lines, numberOf) }
})

function lineOf(chunk: Chunk, view: RecordView): Chunk {
  if (chunk.kind !== 'note') return chunk
  const note = view.note(chunk.documentId)
  if (note === undefined) return chunk
  const { text } = note
  // A heading joined to its sentence is on a line of its own: the line asked for is that of the sentence's end.
  const lineStart = lineStartBefore(text, Math.max(0, chunk.end - 1))
  const lineEnd = lineEndAfter(text, chunk.end)
  if (lineStart === null || lineEnd === null) return chunk
  const start = Math.min(chunk.start, lineStart)
  const line = text.slice(start, lineEnd)
  if (line.length > LONGEST_LINE) return chunk
  const from = start + (line.length - line.trimStart().length)
  const to = start + line.trimEnd().length
  if (from === chunk.start && to === chunk.end) return chunk
  return noteChunk(note, from, to)
}

/** Null if it is farther away than the longest line: a line of a million characters is searched for each of its sentences. */
function lineStartBefore(text: string, at: number): number | null {
  const farthest = Math.max(0, at - LONGEST_LINE)
  const newline = text.slice(farthest, at + 1).lastIndexOf('\n')
  if (newline >= 0) return farthest + newline + 1
  return farthest === 0 ? 0 : null
}

function lineEndAfter(text: string, at: number): number | null {
  const farthest = at + LONGEST_LINE + 1
  const newline = text.slice(at, farthest).indexOf('\n')
  if (newline >= 0) return at + newline
  return farthest >= text.length ? text.length : null
}
