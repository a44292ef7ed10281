import type { Coded } from '../banks/coded.js'
import type { Course, Drug } from '../banks/courses.js'
import type { FactPlace } from '../banks/facts.js'
import { type NoteKind, noteTypes } from '../banks/note-types.js'
import { people } from '../banks/people.js'
import { fillTemplate, type Slots } from '../draw/fill-template.js'
import type { Random } from '../draw/synthetic-random.js'
import { type Chart, type ChartEvent, chartEvent, type Piece, type Section, type Visit } from './chart.js'
import { chartTime, DAY, midnight, type Seconds } from './clock-of-day.js'
import type { Person } from './person.js'
import type { FactPlan } from './plan-facts.js'
import { drawStyle, type NoteStyle, renderNote } from './render-note.js'

/** A drug that the patient takes. */
export type ActiveDrug = { readonly drug: Drug; readonly course: Course; dose: number; since: string }

/** A person and the facts that the chart will state. */
export type PlannedPerson = { readonly person: Person; readonly plan: FactPlan }

/** The visit, time and type of a note. */
export type NotePlace = { readonly visit: Visit; readonly at: Seconds; readonly type: NoteKind }

/** One patient while the chart is being written: the diagnoses, drugs and unstated facts at this moment. */
export class PatientChart {
  readonly chart: Chart = { visits: [], events: [], notes: [] }
  readonly active: ActiveDrug[] = []
  readonly used = new Set<Drug>()
  readonly diagnosed = new Map<string, Coded>()
  readonly allergies: Piece[] = []
  /** Sections that later notes carry forward, by kind. */
  readonly person: Person
  readonly plan: FactPlan
  readonly kept = new Map<string, Section>()
  readonly noise = new Map<string, number>()
  lastProgress: readonly Section[] = []
  readonly #superseded = new Set<string>()
  readonly #stated = new Set<string>()

  constructor(
    readonly random: Random,
    { person, plan }: PlannedPerson,
    readonly nextId: () => string,
  ) {
    this.person = person
    this.plan = plan
  }

  openVisit({ code, name }: Coded, start: Seconds, joined = false): Visit {
    const visit: Visit = {
      visitId: this.nextId(),
      code,
      name,
      start,
      end: start,
      joined,
      providerId: String(7_000_000 + people().clinicians.indexOf(this.random.pick(this.person.clinicians))),
      siteId: String(9_000_001 + this.random.int(0, 2)),
    }
    this.chart.visits.push(visit)
    this.record(visit, start, { domain: 'visit', code, name, value: 'start' })
    return visit
  }

  closeVisit(visit: Visit, end: Seconds): void {
    visit.end = end
    this.record(visit, end, { domain: 'visit', code: visit.code, name: visit.name, value: 'end' })
  }

  record(
    visit: Visit,
    at: Seconds,
    what: Coded & { domain: string; value?: string; unit?: string },
  ): ChartEvent {
    const event = chartEvent(visit, at, what)
    this.chart.events.push(event)
    return event
  }

  /** Conditions carry a date only: they are at the end of their day. */
  diagnose(visit: Visit, at: Seconds, condition: Coded): void {
    this.record(visit, midnight(at) + DAY - 60, { domain: 'condition', ...condition })
    this.diagnosed.set(condition.code, condition)
  }

  write({ visit, at, type }: NotePlace, sections: readonly Section[], style?: NoteStyle): void {
    const { text, spans } = renderNote(sections, style ?? drawStyle(this.random))
    this.chart.notes.push({
      noteId: this.nextId(),
      time: chartTime(at),
      type: noteTypes()[type],
      visit,
      text,
      spans,
    })
  }

  /** Sentences that were waiting for this kind of place, oldest first; each is handed out once. */
  takeFacts(place: FactPlace, at: Seconds, most: number): Piece[] {
    const taken: Piece[] = []
    const { queue } = this.plan
    for (let i = 0; i < queue.length && taken.length < most; ) {
      const sentence = queue[i]!
      const waitsForEarlier = sentence.replaces !== null && !this.#stated.has(sentence.replaces)
      if (sentence.place !== place || sentence.due > at || waitsForEarlier) {
        i++
        continue
      }
      queue.splice(i, 1)
      if (sentence.replaces !== null) this.#superseded.add(sentence.replaces)
      this.#stated.add(sentence.key)
      taken.push({ text: sentence.text, key: sentence.key })
    }
    return taken
  }

  /** The old pieces that are still true, so that a note may carry them forward. */
  stillTrue(pieces: readonly Piece[]): Piece[] {
    return pieces.filter((piece) => piece.key === null || !this.#superseded.has(piece.key))
  }

  slots(at: Seconds): Slots {
    const { person, random } = this
    const age = Math.floor((at - person.born) / (365.25 * DAY))
    return {
      ...personSlots(random, person),
      age: String(age),
      wk: String(random.int(2, 12)),
      minutes: String(random.int(3, 11) * 5),
      small: String(random.int(1, 6)),
      esi: String(random.int(2, 4)),
      clock: `${random.int(8, 17)}:${String(random.int(0, 59)).padStart(2, '0')}`,
    }
  }

  say(template: string, at: Seconds): string {
    return fillTemplate(this.random, template, this.slots(at))
  }
}

/** The slots that say who the patient is. */
export function personSlots(random: Random, person: Person): Slots {
  const { female } = person
  return {
    he: female ? 'she' : 'he',
    his: female ? 'her' : 'his',
    him: female ? 'her' : 'him',
    sex: female ? 'woman' : 'man',
    sexLetter: female ? 'F' : 'M',
    mr: `${female ? 'Ms.' : 'Mr.'} ${person.surname}`,
    n: String(random.int(2, 7)),
  }
}
