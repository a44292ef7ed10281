import { type Chunk, noteChunk } from '../../indexes/chunk.js'
import type { Scored } from '../ranked.js'
import type { RecordView } from '../record-view.js'

/** A longer line is running text, of which one sentence may be enough. */
const LONGEST_LINE = 320

/**
 * Widens sentences to the lines that they stand in: in a chart a short line is one statement ('Hx: 1 week swelling left
 * elbow. Not painful. No trauma.'), and half of it is no evidence. A line keeps the place of its best sentence.
 * @param ranked best first
 */
export function wholeLines(ranked: readonly Scored[], view: RecordView): Scored[] {
  const seen = new Set<string>()
  return ranked.flatMap((scored) => {
    const line = lineOf(scored.chunk, view)
    if (seen.has(line.chunkId)) return []
    seen.add(line.chunkId)
    return [line === scored.chunk ? scored : { ...scored, chunk: line }]
  })
}

function lineOf(chunk: Chunk, view: RecordView): Chunk {
  if (chunk.kind !== 'note') return chunk
  const note = view.note(chunk.documentId)
  if (note === undefined) return chunk
  const { text } = note
  // A heading joined to its sentence stands on a line of its own: the line asked for is that of the sentence's end.
  const start = Math.min(chunk.start, text.lastIndexOf('\n', Math.max(0, chunk.end - 1)) + 1)
  const newline = text.indexOf('\n', chunk.end)
  const end = newline < 0 ? text.length : newline
  const line = text.slice(start, end)
  if (line.length > LONGEST_LINE) return chunk
  const from = start + (line.length - line.trimStart().length)
  const to = start + line.trimEnd().length
  if (from === chunk.start && to === chunk.end) return chunk
  const widened = noteChunk(note, from, to)
  return chunk.copies === undefined ? widened : { ...widened, copies: chunk.copies }
}
