import { parseChartTime } from '../chart-time.js'
import type { RawPlace, RawSpan } from '../corpus-format.js'
import { ProblemTally } from '../problem.js'
import {
  type ChartTime,
  type Encounter,
  type Event,
  eventDocumentId,
  type Note,
  type PatientRecord,
} from '../record.js'
import { withUniqueIds } from './unique-note-ids.js'

/** A note as a dialect reads it. `id`: its own, or null if the dialect has none; its ordinal in the file, from 1, replaces it. */
export type BuiltNote = Omit<Note, 'documentId'> & { readonly id: string | null }

/** What a fact about the patient says, and from when. */
export type Demographic = {
  readonly value: string | null
  readonly time: ChartTime | null
  readonly encounterId: string | null
}

type KnownDemographic = { readonly value: string; readonly isDated: boolean; readonly position: number }

/** Collects one patient's notes and events as a dialect finds them, and counts what is odd. */
export class RecordBuilder {
  readonly problems = new ProblemTally()
  readonly #patientId: string
  readonly #file: string
  readonly #encounters: Encounter[] = []
  readonly #notes: Note[] = []
  /** Whether each note's id is the file's own. */
  readonly #isNamed: boolean[] = []
  readonly #events: Event[] = []
  readonly #noteIds = new Set<string>()
  readonly #strings = new Map<string, string>()
  readonly #demographics = new Map<string, KnownDemographic>()
  /** Set by the reader: the line of the file that the parser has reached. */
  line = 1
  /** Set by a reader that knows where tags are: the tag that the parser has reached. Only then there are `places`. */
  tag: RawSpan | null = null
  readonly places: RawPlace[] = []

  constructor(patientId: string, file: string) {
    this.#patientId = patientId
    this.#file = file
  }

  problem(kind: string): void {
    this.problems.add(kind, `${this.#file}:${this.line}`)
  }

  /** The chart time of an attribute; null if there is none or it cannot be read, which is counted. */
  time(text: string | undefined, what: string): ChartTime | null {
    const given = absent(text)
    if (given === null) {
      this.problem(`${what} without a time`)
      return null
    }
    const parsed = parseChartTime(given)
    if (parsed === null) {
      this.problem(`${what} with a time that cannot be read`)
      return null
    }
    if (parsed.precision === 'day') this.problem(`${what} with a date but no time of day`)
    if (parsed.isOdd) this.problem(`${what} with PM after a 24-hour time`)
    return this.#shared(parsed.time)
  }

  encounter(encounter: Encounter): void {
    this.#encounters.push(encounter)
  }

  /** @param opened the tag that began the note; null if it is not known */
  note({ id, ...note }: BuiltNote, opened: RawSpan | null): void {
    const { type, text } = note
    if (type === null) this.problem('note without a type')
    if (text.trim() === '') this.problem('note without text')
    const documentId = `note:${id ?? this.#notes.length + 1}`
    if (this.#noteIds.has(documentId)) this.problem('note id used twice')
    this.#noteIds.add(documentId)
    this.#isNamed.push(id !== null)
    this.#notes.push({ documentId, ...note })
    if (opened !== null && this.tag !== null) {
      const [start, end] = [opened.end, Math.max(opened.end, this.tag.start)]
      this.places.push({ kind: 'note', position: this.#notes.length - 1, start, end })
    }
  }

  /** @param opened the tag that began what makes the event; null if it is not known */
  event(
    event: Omit<Event, 'documentId' | 'code' | 'name'> & { code: string | null; name: string | null },
    opened: RawSpan | null,
  ): void {
    if (event.code === null) this.problem('event without a code')
    if (event.name === null) this.problem('event without a name')
    const code = this.#shared(event.code ?? 'unknown')
    this.#events.push({
      documentId: eventDocumentId(event.time, code),
      time: event.time,
      domain: this.#shared(event.domain),
      code,
      name: this.#shared(event.name ?? code),
      value: event.value,
      unit: event.unit === null ? null : this.#shared(event.unit),
      encounterId: event.encounterId,
    })
    this.#placeEvent(this.#events.length - 1, opened)
  }

  /** Kept when first seen, when first dated and whenever it changes; every encounter repeats it. */
  demographic(field: string, { value, time, encounterId }: Demographic, opened: RawSpan | null): void {
    const known = this.#demographics.get(field)
    const isDated = time !== null
    if (value === null) return
    if (known?.value === value && (known.isDated || !isDated)) {
      this.#placeEvent(known.position, opened)
      return
    }
    this.#demographics.set(field, { value, isDated, position: this.#events.length })
    const code = `PERSON/${field.replaceAll(' ', '').toUpperCase()}`
    this.event({ time, domain: 'person', code, name: field, value, unit: null, encounterId }, opened)
  }

  #placeEvent(position: number, opened: RawSpan | null): void {
    if (opened === null || this.tag === null) return
    this.places.push({ kind: 'event', position, start: opened.start, end: this.tag.end })
  }

  /** The finished record. @param mapEvents changes all events together at the end */
  finish(mapEvents: (events: readonly Event[]) => readonly Event[]): PatientRecord {
    const { notes, namesakes } = withUniqueIds(this.#notes, this.#isNamed)
    return {
      patientId: this.#patientId,
      encounters: this.#encounters,
      notes,
      events: mapEvents(this.#events),
      ...(namesakes.size === 0 ? {} : { namesakes }),
    }
  }

  /** One string object per spelling: a record repeats its names and times thousands of times. */
  #shared(text: string): string {
    const known = this.#strings.get(text)
    if (known !== undefined) return known
    this.#strings.set(text, text)
    return text
  }
}

/** Null for a missing value, which the release writes as NULL, as an empty string or not at all. */
export function absent(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' || trimmed === 'NULL' ? null : trimmed
}
