import type { ChartTime } from '../../corpus/record.js'
import { earliestFirst } from '../../corpus/time-order.js'

/** A character span [start, end) of one note. */
export type NoteChunk = {
  readonly kind: 'note'
  readonly chunkId: string
  readonly documentId: string
  readonly start: number
  readonly end: number
  readonly time: ChartTime | null
  readonly type: string
  /** Other notes that may have the same text, newest first, if a strategy shows the text only once. */
  readonly copies?: readonly string[]
}

/**
 * Structured events that are shown together: the events of one day and domain, or all events of one code (a series).
 * `events` are positions in the record's events, in time order.
 */
export type EventChunk = {
  readonly kind: 'events'
  readonly form: 'day' | 'series'
  readonly chunkId: string
  readonly events: readonly number[]
  /** The time from which the chunk is visible: that of the last event of a day chunk, or of the first of a series. */
  readonly time: ChartTime | null
  readonly type: string
}

/** The indexed unit. */
export type Chunk = NoteChunk | EventChunk

/** Cuts a note's text into spans [start, end). No span is empty, and each starts and ends with visible text. */
export type NoteChunker = (text: string) => readonly (readonly [start: number, end: number])[]

/** The chunk of a note's span [start, end). */
export function noteChunk(
  note: { documentId: string; time: ChartTime | null; type: string | null },
  start: number,
  end: number,
): NoteChunk {
  return {
    kind: 'note',
    chunkId: `${note.documentId}:${start}-${end}`,
    documentId: note.documentId,
    start,
    end,
    time: note.time,
    type: note.type ?? 'note',
  }
}

/** Chart order: by time, undated last, then by id. Undated chunks come last so that a time cut is a prefix. */
export function inChartOrder(a: Chunk, b: Chunk): number {
  if (a.time !== b.time) return earliestFirst(a.time, b.time)
  if (a.kind === 'note' && b.kind === 'note') {
    if (a.documentId !== b.documentId) return a.documentId < b.documentId ? -1 : 1
    return a.start - b.start || a.end - b.end
  }
  return a.chunkId < b.chunkId ? -1 : a.chunkId > b.chunkId ? 1 : 0
}
