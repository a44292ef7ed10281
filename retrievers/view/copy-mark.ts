import type { NoteChunk } from '../../indexes/chunks/chunk.js'
import { oncePer } from './once-per.js'
import type { VisibleRecord } from './visible-record.js'

const marksOf = oncePer((_: VisibleRecord) => new Map<string, string>())

/**
 * Says after a span of a note when else the chart holds the same text: ' (also 2020-01-02)', at most two dates, of more
 * copies the number and the first and last date. Empty if no other visible note holds all of the span.
 * @param chunks those that the span [start, end) was joined from
 */
export function copyMark(
  chunks: readonly NoteChunk[],
  { start, end }: { readonly start: number; readonly end: number },
  view: VisibleRecord,
): string {
  const copies = new Set(chunks.flatMap((chunk) => chunk.copies ?? []))
  const [first] = chunks
  if (copies.size === 0 || first === undefined) return ''
  const known = marksOf(view)
  const key = `${first.documentId}:${start}-${end} ${copies.size}`
  let mark = known.get(key)
  if (mark === undefined) {
    mark = markOf([...copies], view.note(first.documentId)!.text.slice(start, end), view)
    known.set(key, mark)
  }
  return mark
}

function markOf(copies: readonly string[], text: string, view: VisibleRecord): string {
  const days = copies
    .flatMap((documentId) => view.note(documentId) ?? [])
    .filter((note) => note.text.includes(text))
    .map(({ time }) => time?.slice(0, 10) ?? 'undated')
    .sort()
  if (days.length === 0) return ''
  if (days.length <= 2) return ` (also ${days.join(', ')})`
  return ` (also in ${days.length} notes, ${days[0]} to ${days.at(-1)})`
}
