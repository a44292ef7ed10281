import { once } from '../../base/remember.js'
import { amount } from '../banks/clinical-units.js'
import type { Course } from '../banks/courses.js'
import { labs, vitals } from '../banks/measurements.js'
import { noteSentences } from '../banks/note-sentences.js'
import { people } from '../banks/people.js'
import { type ChartEvent, type Piece, plain, type Section } from '../chart/chart.js'
import { chartTime, type Seconds, shortDate, usDate } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'
import { fillTemplate } from '../draw/fill-template.js'
import { formOf } from './prescribe.js'
import { isRunning } from './take-measurements.js'

/** By code. */
const shortNames = once(
  (): ReadonlyMap<string, string> =>
    new Map([...Object.values(labs()), ...Object.values(vitals())].map(({ code, short }) => [code, short])),
)

const ROLES: ReadonlyMap<string, RegExp> = new Map([
  ['Nursing note', /RN$/],
  ['Pharmacy', /PharmD$/],
  ['Social work', /LCSW$/],
])

/** The head of a note: patient, date, label. */
export function header(patient: PatientChart, at: Seconds, label: string): Section {
  const role = ROLES.get(label) ?? /(MD|DO|NP|PA-C)$/
  const own = patient.person.clinicians.filter((name) => role.test(name))
  const author = patient.random.pick(
    own.length > 0 ? own : people().clinicians.filter((name) => role.test(name)),
  )
  const style = patient.random.pick([
    `${label} - ${usDate(chartTime(at))} - ${author}`,
    `${label} | author ${author}`,
    `${usDate(chartTime(at))} ${label} (${author})`,
  ])
  return { title: null, layout: 'lines', pieces: [plain(style)] }
}

/** How many sentences of which bank to draw, and the time for which their slots are filled. */
export type DrawnSentences = {
  readonly at: Seconds
  readonly bank: readonly string[]
  readonly count: number
}

/** `count` different sentences of a bank. */
export function sentences(patient: PatientChart, { at, bank, count }: DrawnSentences): Piece[] {
  return patient.random.sample(bank, count).map((template) => plain(patient.say(template, at)))
}

/** What a history tells; `extra` are templates added to it, and `course` is null if no disease is active. */
export type StoryParts = {
  readonly at: Seconds
  readonly course: Course | null
  readonly complaint: string
  readonly extra: readonly string[]
}

/** The history of present illness. */
export function story(patient: PatientChart, { at, course, complaint, extra }: StoryParts): Section {
  const { random } = patient
  const nicks = runningCourses(patient, at).map((running) => random.pick(running.nick))
  const opening = fillTemplate(random, random.pick(noteSentences().openings), {
    ...patient.slots(at),
    complaint,
    nicks: nicks.length > 0 ? nicks.join(', ') : 'no chronic illness so far',
  })
  return {
    title: random.pick(['HPI', 'History of Present Illness', 'Interval History', 'Subjective', 'S']),
    layout: 'prose',
    pieces: [
      plain(opening),
      ...sentences(patient, { at, bank: [...extra], count: 4 }),
      ...(course ? sentences(patient, { at, bank: course.history, count: random.int(3, 6) }) : []),
      ...patient.takeFacts('story', at, 1),
      ...sentences(patient, { at, bank: noteSentences().asides, count: random.int(1, 3) }),
      ...sentences(patient, { at, bank: noteSentences().fillerStory, count: random.int(1, 4) }),
    ],
  }
}

/** Active diseases that have been coded: a note never knows more than the events up to its day. */
export function runningCourses(patient: PatientChart, at: Seconds): Course[] {
  return patient.person.courses
    .filter(
      ({ course, onset }) =>
        isRunning(course.days, onset, at) && patient.diagnosed.has(course.condition.code),
    )
    .map(({ course }) => course)
}

type Carried = {
  readonly kind: string
  readonly probability: number
  readonly make: () => Section
}

/** Carried forward verbatim with the given probability, else made again and kept for the next note. */
function carried(patient: PatientChart, { kind, probability, make }: Carried): Section {
  const old = patient.kept.get(kind)
  if (old && patient.random.chance(probability)) return old
  const section = make()
  patient.kept.set(kind, section)
  return section
}

/** The problem list. */
export function problems(patient: PatientChart): Section {
  return carried(patient, {
    kind: 'problems',
    probability: 0.4,
    make: () => ({
      title: patient.random.pick(['Problem List', 'PMH', 'Past Medical History']),
      layout: 'lines',
      pieces: [...patient.diagnosed.values()].map((condition) => plain(`- ${condition.name}`)),
    }),
  })
}

/** The medication list. */
export function medications(patient: PatientChart): Section {
  return carried(patient, {
    kind: 'medications',
    probability: 0.3,
    make: () => ({
      title: patient.random.pick(['Medications', 'Meds', 'Current Outpatient Medications']),
      layout: 'lines',
      pieces: patient.active.map(({ drug, dose }) => plain(`- ${drug.short} ${formOf(drug, dose).dose}`)),
    }),
  })
}

/** The allergy list. */
export function allergies(patient: PatientChart): Section {
  return {
    title: 'Allergies',
    layout: 'lines',
    pieces: patient.allergies.length > 0 ? patient.allergies : [plain('NKDA')],
  }
}

/** The social block gains new facts and otherwise carries the old text forward word for word. */
export function background(patient: PatientChart, at: Seconds, kind: 'social' | 'family'): Section {
  const fresh = patient.takeFacts(kind, at, 2)
  const kept = patient.stillTrue(patient.kept.get(kind)?.pieces ?? [])
  const title = kind === 'social' ? ['Social History', 'SH', 'Social Hx'] : ['Family History', 'FHx', 'FH']
  const section: Section = {
    title: patient.random.pick(title),
    layout: 'prose',
    pieces: [...kept.slice(-3), ...fresh],
  }
  patient.kept.set(kind, section)
  return section
}

/** The review of systems. */
export function systemsReview(patient: PatientChart): Section {
  return carried(patient, {
    kind: 'systems',
    probability: 0.5,
    make: () => ({
      title: patient.random.pick(['ROS', 'Review of Systems']),
      layout: patient.random.pick(['lines', 'prose'] as const),
      pieces: patient.random.sample(noteSentences().reviewOfSystems, 9).map(plain),
    }),
  })
}

/** The heading, the events to choose from, and at most how many are listed. */
export type MeasuredEvents = {
  readonly title: string
  readonly events: readonly ChartEvent[]
  readonly most: number
}

/** What was measured at the visit. */
export function measured(patient: PatientChart, { title, events, most }: MeasuredEvents): Section {
  const pieces = patient.random.sample(events, most).map((event) => ({
    text: `${shortNames().get(event.code) ?? event.name} ${amount(event.value, event.unit)}`,
    key: event.documentId,
  }))
  const time = events[0]?.time
  const lead = time ? [plain(shortDate(time))] : []
  return { title, layout: 'list', pieces: pieces.length > 0 ? [...lead, ...pieces] : [] }
}

/** The physical examination. */
export function examination(patient: PatientChart, at: Seconds, course: Course | null): Section {
  return carried(patient, {
    kind: `exam-${course?.key ?? 'general'}`,
    probability: 0.4,
    make: () => ({
      title: patient.random.pick(['Exam', 'Physical Exam', 'PE', 'Objective']),
      layout: patient.random.pick(['lines', 'prose'] as const),
      pieces: [
        ...sentences(patient, { at, bank: noteSentences().exam, count: patient.random.int(3, 7) }),
        ...sentences(patient, { at, bank: noteSentences().findings, count: patient.random.int(1, 4) }),
        ...(course ? sentences(patient, { at, bank: course.exam, count: 2 }) : []),
      ],
    }),
  })
}

/** What a plan states; `course` is null if no disease is active, and `advice` are templates. */
export type PlanParts = {
  readonly at: Seconds
  readonly course: Course | null
  readonly orders: readonly Piece[]
  readonly advice: readonly string[]
}

/** Assessment and plan. */
export function planning(patient: PatientChart, { at, course, orders, advice }: PlanParts): Section {
  const { random } = patient
  const old = patient.kept.get('plan')?.pieces ?? []
  const repeated = random.chance(0.25) ? patient.stillTrue(old).filter((piece) => isRepeatable(piece)) : []
  const section: Section = {
    title: random.pick(['Assessment and Plan', 'A/P', 'Plan', 'Impression & Plan']),
    layout: random.pick(['lines', 'prose'] as const),
    pieces: [
      ...sentences(patient, { at, bank: advice, count: 2 }),
      ...(course ? sentences(patient, { at, bank: course.plan, count: random.int(2, 4) }) : []),
      ...orders,
      ...patient.takeFacts('plan', at, 1),
      ...repeated.slice(0, 4),
      ...sentences(patient, { at, bank: noteSentences().generalPlan, count: random.int(2, 4) }),
    ],
  }
  patient.kept.set('plan', section)
  return section
}

const isRepeatable = (piece: Piece): boolean => piece.key === null || /^(fact|state):/.test(piece.key)

/** The signature. */
export function footer(patient: PatientChart): Section {
  return { title: null, layout: 'prose', pieces: [plain(patient.random.pick(noteSentences().boilerplate))] }
}
