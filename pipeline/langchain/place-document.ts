import type { DocumentInterface } from '@langchain/core/documents'
import { type Chunk, noteChunk } from '../../indexes/chunks/chunk.js'
import { eventChunks } from '../../retrievers/strategies/controls.js'
import type { RecordView } from '../../retrievers/view/record-view.js'

/**
 * The chunks of the record that a document is, or why it is no part of the visible record. Reasons contain no record text: they
 * are counted.
 */
export type Placed = { readonly chunks: readonly Chunk[] } | { readonly reason: string }

const LATE = 'lies after the as-of time, or has no date'

/**
 * Finds a LangChain document again in the record by its metadata: `chunkId`; or `documentId` (or `documentIds`) with `start`
 * and `end`, a span of a note. A document of a note without a span is searched for in the note. The id of an event means the
 * events with that id. Never gives what the view may not see.
 */
export function placeDocument(
  { pageContent, metadata }: DocumentInterface,
  view: RecordView,
  byId: ReadonlyMap<string, Chunk>,
): Placed {
  if (metadata['patientId'] !== undefined && String(metadata['patientId']) !== view.patientId) {
    return { reason: 'is of another patient' }
  }
  const chunk = byId.get(String(metadata['chunkId']))
  if (chunk !== undefined) return { chunks: [chunk] }
  const ids: unknown = metadata['documentIds'] ?? metadata['documentId']
  if (ids === undefined) return { reason: 'names neither a chunk of the record nor a document' }
  const places = [ids].flat().map((id) => placeOne(String(id), { text: pageContent, metadata, view }))
  const chunks = places.flatMap((place) => ('chunks' in place ? place.chunks : []))
  const [reason] = places.flatMap((place) => ('reason' in place ? place.reason : []))
  return chunks.length === 0 ? { reason: reason ?? 'names no document' } : { chunks }
}
type PlacedText = {
  readonly text: string
  readonly metadata: Record<string, unknown>
  readonly view: RecordView
}

function placeOne(documentId: string, { text, metadata: { start, end }, view }: PlacedText): Placed {
  const { shard } = view
  if (shard.note(documentId) === undefined) {
    if (shard.eventPositions(documentId).length === 0)
      return { reason: 'names a document that is in no record' }
    const chunks = eventChunks(documentId, view)
    return chunks.length === 0 ? { reason: LATE } : { chunks }
  }
  const note = view.note(documentId)
  if (note === undefined) return { reason: LATE }
  if (typeof start === 'number' && typeof end === 'number') {
    const isSpan = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end
    return isSpan && end <= note.text.length
      ? { chunks: [noteChunk(note, start, end)] }
      : { reason: 'has a span that is not in its note' }
  }
  const piece = text.trim()
  const at = piece === '' ? -1 : note.text.indexOf(piece)
  return at < 0
    ? { reason: 'has a text that is not in its note' }
    : { chunks: [noteChunk(note, at, at + piece.length)] }
}
