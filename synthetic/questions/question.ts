import type { Chart, ChartEvent, ChartNote, Span } from '../chart/chart.js'
import { usDate } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'
import type { Random } from '../draw/synthetic-random.js'

/** A place that proves something: an event, or a span of a note. */
export type QuotedPlace = {
  readonly documentId: string
  readonly time: string
  readonly start: number | null
  readonly end: number | null
  /** How an annotator would cite it. */
  readonly quote: string
}

/** One thing the answer rests on; any one of its places proves it. relevance: 2 essential, 1 supporting. */
export type Evidence = { readonly relevance: 1 | 2; readonly places: readonly QuotedPlace[] }

/** An answer in fields, as gold.jsonl has it. */
export type Answer = Readonly<Record<string, unknown>>

/** The answer to a question, with its evidence. */
export type Solved = {
  readonly answer: Answer
  /** The same answer as different clinicians would put it. */
  readonly responses: readonly string[]
  readonly evidence: readonly Evidence[]
}

/** A chart up to and including `asOf`, events and notes in time order. */
export type View = {
  readonly events: readonly ChartEvent[]
  readonly notes: readonly ChartNote[]
  readonly asOf: string
}

/** A question and the rule that answers it from any view of the chart. null: this view has no clean answer. */
export type Draft = {
  readonly kind: string
  readonly category: string
  /** Two drafts of one patient with the same subject are the same question. */
  readonly subject: string
  readonly text: string
  readonly wording: 'lexical' | 'paraphrase' | null
  readonly needsNotes: boolean
  readonly solve: (view: View) => Solved | null
}

/** Makes a draft from what can be seen, or null if this chart does not carry such a question. */
export type DrawQuestion = (patient: PatientChart, view: View, random: Random) => Draft | null

/** The chart up to a time, inclusive. */
export function viewUntil(chart: Chart, asOf: string): View {
  return {
    events: chart.events.filter((event) => event.time <= asOf),
    notes: chart.notes.filter((note) => note.time <= asOf),
    asOf,
  }
}

/** An event as a place of evidence. */
export function eventPlace(event: ChartEvent): QuotedPlace {
  const what = [event.name, event.value, event.unit].filter((part) => part !== null).join(' ')
  return {
    documentId: event.documentId,
    time: event.time,
    start: null,
    end: null,
    quote: `${event.time.slice(0, 16)} ${what}`,
  }
}

/** A span of a note as a place of evidence. */
export function spanPlace(note: ChartNote, span: Span): QuotedPlace {
  const text = note.text.slice(span.start, span.end)
  return {
    documentId: `note:${note.noteId}`,
    time: note.time,
    start: span.start,
    end: span.end,
    quote: `${usDate(note.time)} ${note.type.name}: "${text}"`,
  }
}

/** Every note span that carries the key, in time order. */
export function placesOfKey(view: View, key: string): QuotedPlace[] {
  return view.notes.flatMap((note) => {
    const span = note.spans.get(key)
    return span ? [spanPlace(note, span)] : []
  })
}

/** The event and the lines about it in notes of the same day: later copies of a line do not say which day they mean. */
export function eventEvidence(view: View, event: ChartEvent, relevance: 1 | 2): Evidence {
  const sameDay = placesOfKey(view, event.documentId).filter(
    (place) => place.time.slice(0, 10) === event.time.slice(0, 10),
  )
  return { relevance, places: [eventPlace(event), ...sameDay] }
}
