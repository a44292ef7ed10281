import type { Fact, Place } from '../../../corpus/instruction.js'
import type { Event } from '../../../corpus/record.js'
import type { MarkedPiece } from '../../../eval/report/items/drill-down-item.js'
import { eventLabel, shortTime } from '../../../indexes/chunks/render-events.js'
import type { ShownEvent } from '../../../indexes/chunks/shown-events.js'
import type { ShownPassage } from '../../../retrievers/packing/context.js'

type Marked = { readonly start: number; readonly end: number; readonly relevance: number }

/** The events that passages show. */
export type EventsOfChart = {
  eventsOf(documentId: string): readonly Event[]
  /** In the order of the passage; null if it shows notes, or was stored without the positions of its events. */
  shownBy(passage: ShownPassage): readonly ShownEvent[] | null
}

/** A passage's text in pieces, with judged evidence in separate pieces, and the highest relevance among them. */
export type MarkedText = { readonly relevance: number; readonly pieces: readonly MarkedPiece[] }

/**
 * Marks judged evidence in a passage: the part of a judged span that it shows, or the part that shows a judged event. All
 * of the text is marked if a note is judged as a whole, or if nothing says which part shows the event.
 */
export function markEvidence(
  passage: ShownPassage,
  facts: readonly Fact[],
  chart: EventsOfChart,
): MarkedText {
  const marks = facts.flatMap(({ relevance, places }) =>
    places
      .filter(({ documentId }) => passage.documentIds.includes(documentId))
      .flatMap((place) => rangesOf(passage, place, chart).map((range) => ({ ...range, relevance }))),
  )
  return {
    relevance: Math.max(0, ...marks.map(({ relevance }) => relevance)),
    pieces: piecesOf(passage.text, marks),
  }
}

function rangesOf(passage: ShownPassage, place: Place, chart: EventsOfChart): Omit<Marked, 'relevance'>[] {
  const { kind, start, end, text } = passage
  const whole = { start: 0, end: text.length }
  // A model's notes show no evidence, no matter which documents they are based on.
  if (kind === 'written') return []
  if (kind === 'events') {
    const shown = chart.shownBy(passage)
    const found =
      shown === null
        ? chart.eventsOf(place.documentId).flatMap((event) => wordsOf(event, text))
        : shown.filter(({ event }) => event.documentId === place.documentId)
    return found.length > 0 ? found : [whole]
  }
  if (start === null || end === null || place.start === null || place.end === null) return [whole]
  const range = { start: Math.max(place.start, start) - start, end: Math.min(place.end, end) - start }
  return range.start < range.end ? [range] : []
}

/**
 * Finds an event in the text of a passage that was stored without the positions of its events. A day shows it as 'name value
 * unit', a series as 'date value'.
 */
function wordsOf(event: Event, text: string): Omit<Marked, 'relevance'>[] {
  const point = [shortTime(event.time), ...(event.value === null ? [] : [event.value])].join(' ')
  const words = [eventLabel(event), point].find((one) => occurrences(text, one).length > 0)
  return words === undefined
    ? []
    : occurrences(text, words).map((start) => ({ start, end: start + words.length }))
}

/** Starts of `words` in a text if no word or number continues after them: '7.15' does not show '7.1'. */
function occurrences(text: string, words: string): number[] {
  const starts: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
    if (!/^[\p{L}\p{N}]|^[.,]\d/u.test(text.slice(at + words.length, at + words.length + 2))) starts.push(at)
  }
  return starts
}

/** Cuts the text at every end of a mark. If marks overlap, the most relevant one counts. */
function piecesOf(text: string, marks: readonly Marked[]): MarkedPiece[] {
  const ends = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])]
  const cuts = ends.filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b)
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i]!
    const over = marks.filter((mark) => mark.start <= start && end <= mark.end)
    return {
      text: text.slice(start, end),
      relevance: Math.max(0, ...over.map(({ relevance }) => relevance)),
    }
  })
}
