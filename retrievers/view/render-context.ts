import { earliestFirst } from '../../corpus/time-order.js'
import type { Chunk, NoteChunk } from '../../indexes/chunks/chunk.js'
import { renderDay, renderSeries, shortTime } from '../../indexes/chunks/render-events.js'
import { copyMark } from './copy-mark.js'
import type { VisibleRecord } from './visible-record.js'

/** Between the groups of a context. */
export const SEPARATOR = '\n\n'
/** Marks where a note's text was left out. */
export const GAP = '\n…\n'

/** Chunks shown under one header: spans of one note, or event chunks of one day and domain (or one series). */
export type Group = { readonly key: string; readonly chunks: readonly Chunk[] }

/** Ends the id of a part of a series: its parts are shown as one. */
const SERIES_PART = /@part\d{4}$/

/** The chunk id of a part of a series. */
export function seriesPartId(seriesId: string, part: number): string {
  return `${seriesId}@part${String(part).padStart(4, '0')}`
}

/** Chunks with one key share a header. */
export function groupKey(chunk: Chunk): string {
  if (chunk.kind === 'note') return chunk.documentId
  return chunk.form === 'series'
    ? chunk.chunkId.replace(SERIES_PART, '')
    : chunk.chunkId.slice(0, chunk.chunkId.indexOf('#'))
}

/**
 * A header '[label] date type', then the group's text. Labels are what a citation names: three tokens where a
 * document id takes a dozen. Spans of a note are in its order; what overlaps or has
 * only white space between is joined, so that text is paid once; a gap is marked by an ellipsis.
 */
export function renderGroup(group: Group, label: number, view: VisibleRecord): string {
  const [first] = group.chunks
  if (first === undefined) return ''
  const header = groupHeader(first, label, view)
  if (first.kind === 'note') {
    const note = view.note(first.documentId)
    if (note === undefined) throw new Error(`${first.documentId} is not visible in this view`)
    const chunks = group.chunks as readonly NoteChunk[]
    const spans = joinSpans(chunks, note.text).map(([start, end]) => {
      const joined = chunks.filter((chunk) => chunk.start >= start && chunk.end <= end)
      return note.text.slice(start, end) + copyMark(joined, { start, end }, view)
    })
    return header + spans.join(GAP)
  }
  const chunks = [...group.chunks].sort((a, b) => (a.chunkId < b.chunkId ? -1 : 1))
  const positions = chunks.flatMap((chunk) => (chunk.kind === 'events' ? chunk.events : []))
  const events = positions.map((position) => view.event(position))
  // Parts of a series were chosen by what is asked; shown they are in time order, undated points last.
  if (first.form === 'series') events.sort((a, b) => earliestFirst(a.time, b.time))
  return header + (first.form === 'series' ? renderSeries(events) : renderDay(events))
}

/** What comes before the text of a group: its label, its time where it has one, its type. */
export function groupHeader(first: Chunk, label: number, view: VisibleRecord): string {
  if (first.kind === 'note') return `[${label}] ${shortTime(first.time)} ${first.type}\n`
  const domain = first.type.replaceAll('_', ' ')
  if (first.form === 'series') return `[${label}] ${domain}: `
  const time = first.events.length === 0 ? null : view.event(first.events[0]!).time
  return `[${label}] ${time?.slice(0, 10) ?? 'undated'} ${domain}\n`
}

/** Merged spans [start, end) in text order. */
function joinSpans(
  chunks: readonly { readonly start: number; readonly end: number }[],
  text: string,
): [number, number][] {
  const sorted = [...chunks].sort((a, b) => a.start - b.start || a.end - b.end)
  const spans: [number, number][] = []
  for (const { start, end } of sorted) {
    const last = spans[spans.length - 1]
    if (last !== undefined && (start <= last[1] || text.slice(last[1], start).trim() === '')) {
      last[1] = Math.max(last[1], end)
    } else spans.push([start, end])
  }
  return spans
}

/** Text of one passage alone, as it is in the context. */
export function passageText(chunk: Chunk, view: VisibleRecord): string {
  if (chunk.kind === 'note') return view.note(chunk.documentId)?.text.slice(chunk.start, chunk.end) ?? ''
  const events = chunk.events.map((position) => view.event(position))
  return chunk.form === 'series' ? renderSeries(events) : renderDay(events)
}
