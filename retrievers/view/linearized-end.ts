import type { ChartTime, Event, Note, PatientRecord } from '../../corpus/record.js'
import { earliestFirst } from '../../corpus/time-order.js'
import { isVisible } from '../../corpus/visibility.js'
import { eventLabel, shortTime } from '../../indexes/chunks/render-events.js'
import { oncePer } from './once-per.js'

/** A note, or the event at a position of the record. */
export type LinearEntry = { readonly time: ChartTime | null } & (
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'event'; readonly position: number; readonly event: Event }
)

/** A record as it stood at `asOf`, such as a view. */
type Linearized = {
  readonly shard: { readonly record: PatientRecord }
  readonly asOf: ChartTime | null
}

/** An entry at [start, end) of the text. `body`: where the text of a note begins, after its header. */
export type PlacedEntry = {
  readonly entry: LinearEntry
  readonly start: number
  readonly body: number
  readonly end: number
}

/** An end of the linearized record that begins with an entry. `isWhole`: nothing visible comes before it. */
export type LinearizedEnd = {
  readonly text: string
  readonly entries: readonly PlacedEntry[]
  readonly isWhole: boolean
}

/**
 * The end of the visible record as plain text: its last entries, as few as have `chars` characters together. Entries are in order
 * of time, undated ones last, and at one time events come before notes, each in file order. A note is a line 'date type' with its
 * text below it and a blank line around it; an event is one line, 'date domain: name value unit'.
 */
export function linearizedEnd(view: Linearized, chars: number): LinearizedEnd {
  const all = entriesOf(view.shard.record)
  const count = visibleCount(all, view.asOf)
  let first = count
  let length = 0
  const blocks: { entry: LinearEntry; header: string; body: string; gap: string }[] = []
  while (first > 0 && length < chars) {
    const entry = all[--first]!
    const next = first + 1 < count ? all[first + 1]! : null
    const block = { entry, ...blockOf(entry), gap: gapBetween(entry, next) }
    length += block.header.length + block.body.length + block.gap.length
    blocks.push(block)
  }
  let at = 0
  const entries = blocks.reverse().map(({ entry, header, body, gap }): PlacedEntry => {
    const [start, end] = [at, at + header.length + body.length]
    at = end + gap.length
    return { entry, start, body: start + header.length, end }
  })
  const text = blocks.map(({ header, body, gap }) => header + body + gap).join('')
  return { text, entries, isWhole: first === 0 }
}

const entriesOf = oncePer((record: PatientRecord): readonly LinearEntry[] => {
  const events = record.events.map((event, position): LinearEntry => {
    return { kind: 'event', time: event.time, position, event }
  })
  const notes = record.notes
    .filter(({ text }) => text.trim() !== '')
    .map((note): LinearEntry => ({ kind: 'note', time: note.time, note }))
  // Sorting is stable: ties keep events before notes and the order of the file.
  return [...events, ...notes].sort((a, b) => earliestFirst(a.time, b.time))
})

/** What is visible is a prefix of entries in order of time, undated last. */
function visibleCount(entries: readonly LinearEntry[], asOf: ChartTime | null): number {
  let low = 0
  for (let high = entries.length; low < high; ) {
    const middle = (low + high) >> 1
    if (isVisible(entries[middle]!.time, asOf)) low = middle + 1
    else high = middle
  }
  return low
}

function blockOf(entry: LinearEntry): { readonly header: string; readonly body: string } {
  const time = shortTime(entry.time)
  if (entry.kind === 'note')
    return { header: `${time} ${entry.note.type ?? 'note'}\n`, body: entry.note.text }
  const { event } = entry
  const said = eventLabel(event).replaceAll(/\s*[\r\n]\s*/g, ' ')
  return { header: `${time} ${event.domain.replaceAll('_', ' ')}: `, body: said }
}

function gapBetween(entry: LinearEntry, next: LinearEntry | null): string {
  if (next === null) return ''
  return entry.kind === 'event' && next.kind === 'event' ? '\n' : '\n\n'
}
