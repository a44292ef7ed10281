import type { Course } from '../banks/courses.js'
import { minorProblems, vaccines } from '../banks/minor-problems.js'
import { noteSentences } from '../banks/note-sentences.js'
import { type ChartEvent, type Piece, plain, type Section, type Visit } from '../chart/chart.js'
import { chartTime, DAY, monthOf, type Seconds, usDate } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'
import * as note from './note-sections.js'
import { adjustDrugs } from './prescribe.js'
import { isRunning, takeLabs, takeVitals } from './take-measurements.js'
import { writeImaging } from './visit-imaging.js'

const EMOJI = ['🙂', '👍']

/** An outpatient visit for a running disease: vitals, labs, drug changes, a progress note and now and then more. */
export function clinicVisit(patient: PatientChart, at: Seconds, kind: 'clinic' | 'annual' | 'consult'): void {
  const { random } = patient
  const visit = patient.openVisit({ code: 'Visit/OP', name: 'Outpatient Visit' }, at)
  recordDiagnoses(patient, visit, at)
  const course = random.chance(0.9) ? (pickCourse(patient, at) ?? null) : null
  patient.record(visit, at, {
    domain: 'visit_detail',
    code: `CARE_SITE/${visit.siteId}`,
    name: siteName(patient),
  })
  const vitals = takeVitals(patient, visit, at + 300)
  const labs = random.chance(0.95)
    ? takeLabs(patient, { visit, at: at + 900, share: kind === 'annual' ? 1 : 0.85 })
    : []
  const orders = adjustDrugs(patient, visit, at + 1200)
  if (kind === 'annual' || random.chance(0.15)) vaccinate(patient, visit, at + 1200)
  if (course && random.chance(0.2))
    patient.record(visit, at + 1300, { domain: 'procedure', ...random.pick(course.procedures) })
  const complaint = course ? random.pick(course.complaints) : 'check-up'
  writeProgress(patient, { visit, at: at + 1800, kind, course, complaint, vitals, labs, orders })
  if (random.chance(0.16)) nursingNote(patient, visit, at + 1500)
  if (orders.length > 0 && random.chance(0.15)) medicationNote(patient, visit, at + 2400)
  const end = at + 3000
  patient.closeVisit(visit, end)
  if (course && random.chance(0.12)) {
    const second = patient.openVisit({ code: 'Visit/OP', name: 'Outpatient Visit' }, end + 1800, true)
    writeImaging(patient, { visit: second, at: end + 1800, course })
    patient.closeVisit(second, end + 4500)
  }
}
type ProgressParts = {
  readonly visit: Visit
  readonly at: Seconds
  readonly kind: 'clinic' | 'annual' | 'consult'
  readonly course: Course | null
  readonly complaint: string
  readonly vitals: readonly ChartEvent[]
  readonly labs: readonly ChartEvent[]
  readonly orders: readonly Piece[]
}

function writeProgress(
  patient: PatientChart,
  { visit, at, kind, course, complaint, vitals, labs, orders }: ProgressParts,
): void {
  const { random } = patient
  const vitalSection = note.measured(patient, {
    title: random.pick(['Vitals', 'VS', 'Vital Signs']),
    events: vitals,
    most: 6,
  })
  if (kind === 'clinic' && orders.length === 0 && patient.lastProgress.length > 0 && random.chance(0.16)) {
    patient.write({ visit, at, type: 'progress' }, wholeCopy(patient, at, vitalSection))
    return
  }
  const label =
    kind === 'annual'
      ? 'Annual H&P'
      : kind === 'consult'
        ? `${course?.specialty ?? 'Medicine'} consultation`
        : 'Progress note'
  const full = kind !== 'clinic' || random.chance(0.45)
  const sections: Section[] = [
    note.header(patient, at, label),
    note.story(patient, {
      at,
      course,
      complaint,
      extra:
        kind === 'consult' ? ['Thank you for asking us to see {mr}.', 'Asked by PCP for an opinion.'] : [],
    }),
    ...(full ? [note.problems(patient)] : []),
    note.medications(patient),
    ...(random.chance(0.5) || full ? [note.allergies(patient)] : []),
    ...(full || random.chance(0.5) ? [note.background(patient, at, 'social')] : []),
    ...(full ? [note.background(patient, at, 'family')] : []),
    ...(full || random.chance(0.2) ? [note.systemsReview(patient)] : []),
    vitalSection,
    ...results(patient, labs, full),
    note.examination(patient, at, course),
    note.planning(patient, { at, course, orders, advice: [] }),
    ...(random.chance(0.5) ? [note.footer(patient)] : []),
  ]
  const type = kind === 'annual' ? 'history' : kind === 'consult' ? 'consult' : 'progress'
  patient.write({ visit, at, type }, sections)
  if (kind === 'clinic') patient.lastProgress = sections
}

/** New results; long notes also repeat those of the last visit. */
function results(patient: PatientChart, labs: readonly ChartEvent[], full: boolean): Section[] {
  const { random } = patient
  const section = note.measured(patient, {
    title: random.pick(['Labs', 'Results', 'Data']),
    events: labs,
    most: random.int(4, 12),
  })
  const old = patient.kept.get('results')
  if (labs.length > 0) patient.kept.set('results', section)
  return full && old && random.chance(0.6) ? [section, { ...old, title: 'Prior results' }] : [section]
}

/** A copy of the last progress note with a new date and one changed line, as cloned notes are. */
function wholeCopy(patient: PatientChart, at: Seconds, vitals: Section): Section[] {
  const fresh: Section = {
    title: null,
    layout: 'prose',
    pieces: [
      plain(
        patient.random.pick([
          `Seen ${usDate(chartTime(at))}, unchanged from last visit.`,
          `${usDate(chartTime(at))}: stable & in good spirits ${patient.random.pick(EMOJI)}, note copied and reviewed.`,
          `Addendum ${usDate(chartTime(at))} - no interval events.`,
        ]),
      ),
    ],
  }
  const old = patient.lastProgress.map((section) => ({
    ...section,
    pieces: patient.stillTrue(section.pieces),
  }))
  const isVitals = (section: Section): boolean => section.title !== null && /^V/.test(section.title)
  return [fresh, ...old.slice(1).map((section) => (isVitals(section) ? vitals : section))]
}

/** An active course, drawn; undefined if there is none. */
export function pickCourse(patient: PatientChart, at: Seconds): Course | undefined {
  const running = note.runningCourses(patient, at)
  return running.length > 0 ? patient.random.pick(running) : undefined
}

/** New diseases at their onset, complications later on, and old entries coded once more. */
function recordDiagnoses(patient: PatientChart, visit: Visit, at: Seconds): void {
  const { random } = patient
  for (const { course, onset } of patient.person.courses) {
    if (!isRunning(course.days, onset, at)) continue
    const known = patient.diagnosed.has(course.condition.code)
    if (!known || random.chance(0.2)) patient.diagnose(visit, at, course.condition)
    if (known && random.chance(0.06)) patient.diagnose(visit, at, random.pick(course.later))
  }
}

function vaccinate(patient: PatientChart, visit: Visit, at: Seconds): void {
  const { random } = patient
  const vaccine = monthOf(at) >= 9 ? vaccines()[0]! : random.pick(vaccines())
  patient.record(visit, at, { domain: 'drug_exposure', ...vaccine.event, value: 'start|end' })
}

function siteName(patient: PatientChart): string {
  return patient.random.chance(0.12)
    ? 'NULL'
    : patient.random.pick(['PRIMARY CARE', 'SPECIALTY CLINIC', 'WEST PAVILION'])
}

/** Writes a nursing note. */
export function nursingNote(patient: PatientChart, visit: Visit, at: Seconds): void {
  patient.write({ visit, at, type: 'nursing' }, [
    note.header(patient, at, 'Nursing note'),
    {
      title: patient.random.pick(['Shift', 'Nursing', 'Narrative']),
      layout: 'prose',
      pieces: note.sentences(patient, {
        at,
        bank: noteSentences().nursing,
        count: patient.random.int(9, 12),
      }),
    },
    { title: 'Observations', layout: 'lines', pieces: patient.takeFacts('nursing', at, 1) },
    {
      title: 'Education',
      layout: 'prose',
      pieces: [
        plain(
          patient.say(
            'Teaching done with {mr}: [hand hygiene|when to call|inhaled/injected meds|diet sheet], [teach-back ok|needs repeat]. Barriers: [none|fatigue|glasses at home]. Next check {clock}.',
            at,
          ),
        ),
        ...note.sentences(patient, { at, bank: noteSentences().asides, count: 1 }),
      ],
    },
  ])
}

/** Writes a medication note. */
export function medicationNote(patient: PatientChart, visit: Visit, at: Seconds): void {
  patient.write({ visit, at, type: 'medication' }, [
    note.header(patient, at, 'Pharmacy'),
    {
      title: 'Medication review',
      layout: 'prose',
      pieces: note.sentences(patient, { at, bank: noteSentences().pharmacy, count: 7 }),
    },
    note.medications(patient),
    note.allergies(patient),
    note.footer(patient),
  ])
}

/** A passing illness, seen in the office. */
export function minorVisit(patient: PatientChart, at: Seconds): void {
  const { random } = patient
  const problem = random.pick(minorProblems())
  const visit = patient.openVisit({ code: 'Visit/OP', name: 'Outpatient Visit' }, at)
  patient.record(visit, at, {
    domain: 'visit_detail',
    code: `CARE_SITE/${visit.siteId}`,
    name: siteName(patient),
  })
  const vitals = takeVitals(patient, visit, at + 300)
  patient.diagnose(visit, at, problem.condition)
  patient.record(visit, at + 900, {
    domain: 'drug_exposure',
    code: problem.drug.code,
    name: problem.drug.name,
    value: 'start',
  })
  patient.record(visit, at + 900 + 9 * DAY, {
    domain: 'drug_exposure',
    code: problem.drug.code,
    name: problem.drug.name,
    value: 'end',
  })
  patient.write({ visit, at: at + 1200, type: 'progress' }, [
    note.header(patient, at, 'Same-day visit'),
    note.story(patient, { at, course: null, complaint: problem.complaint, extra: problem.story }),
    note.background(patient, at, 'social'),
    note.allergies(patient),
    note.measured(patient, { title: 'Vitals', events: vitals, most: 5 }),
    note.examination(patient, at, null),
    note.planning(patient, {
      at,
      course: null,
      orders: [plain(`${problem.drug.name} ${problem.drug.dose}.`)],
      advice: problem.advice,
    }),
  ])
  patient.closeVisit(visit, at + 1800)
}
