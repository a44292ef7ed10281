import type { Course } from '../banks/courses.js'
import { noteSentences } from '../banks/note-sentences.js'
import { type ChartEvent, type Piece, plain, type Visit } from '../chart/chart.js'
import { chartTime, DAY, type Seconds, usDate } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'
import * as note from './note-sections.js'
import { adjustDrugs } from './prescribe.js'
import { takeLabs, takeVitals } from './take-measurements.js'
import { emergencyVisit } from './visit-brief.js'
import { medicationNote, nursingNote, pickCourse } from './visit-clinic.js'
import { writeImaging } from './visit-imaging.js'

type Stay = Readonly<Record<'reason' | 'events' | 'treatment' | 'followUp', Piece>>

/** A hospital stay of three to five days: H&P, daily rounds, nursing, imaging, and a discharge summary. */
export function admission(patient: PatientChart, at: Seconds): void {
  const course = pickCourse(patient, at)
  if (!course) {
    emergencyVisit(patient, at)
    return
  }
  const { random } = patient
  const visit = patient.openVisit({ code: 'Visit/IP', name: 'Inpatient Visit' }, at)
  const stay = drawStay(patient, { visit, at, course })
  const days = random.int(3, 5)
  patient.diagnose(visit, at, course.admission.condition)
  patient.record(visit, at + 4000, { domain: 'procedure', ...course.admission.procedure })
  for (let day = 0; day < days; day++) {
    const morning = at + day * DAY
    const vitals = [
      ...takeVitals(patient, visit, morning + 300),
      ...[4, 8, 12].flatMap((hours) => takeVitals(patient, visit, morning + hours * 3600)),
    ].slice(0, 6)
    const labs = takeLabs(patient, { visit, at: morning + 1200, share: 0.95 })
    if (day === 0) writeHistory(patient, { visit, at: morning + 3600, course, stay, vitals, labs })
    else if (day < days - 1)
      writeRounds(patient, { visit, at: morning + 5400, course, day: day + 1, vitals, labs })
    if (day === 0) writeImaging(patient, { visit, at: morning + 7200, course })
    if (random.chance(0.75)) nursingNote(patient, visit, morning + 10 * 3600)
  }
  const end = at + (days - 1) * DAY + 5 * 3600
  const orders = adjustDrugs(patient, visit, end - 3600)
  if (random.chance(0.5)) medicationNote(patient, visit, end - 2700)
  writeDischarge(patient, { visit, at: end - 1200, course, days, stay, orders })
  patient.closeVisit(visit, end)
}
type StayAt = {
  readonly visit: Visit
  readonly at: Seconds
  readonly course: Course
}

function drawStay(patient: PatientChart, { visit, at, course }: StayAt): Stay {
  const piece = (part: 'reason' | 'events' | 'treatment' | 'followUp'): Piece => ({
    text: patient.say(patient.random.pick(course.admission[part]), at),
    key: `stay:${visit.visitId}:${part}`,
  })
  return {
    reason: piece('reason'),
    events: piece('events'),
    treatment: piece('treatment'),
    followUp: piece('followUp'),
  }
}
type HistoryParts = {
  readonly visit: Visit
  readonly at: Seconds
  readonly course: Course
  readonly stay: Stay
  readonly vitals: readonly ChartEvent[]
  readonly labs: readonly ChartEvent[]
}

function writeHistory(patient: PatientChart, { visit, at, course, stay, vitals, labs }: HistoryParts): void {
  const story = note.story(patient, {
    at,
    course,
    complaint: patient.random.pick(course.complaints),
    extra: [],
  })
  patient.write({ visit, at, type: 'history' }, [
    note.header(patient, at, 'Inpatient H&P'),
    { ...story, pieces: [stay.reason, ...story.pieces] },
    note.problems(patient),
    note.medications(patient),
    note.allergies(patient),
    note.background(patient, at, 'social'),
    note.background(patient, at, 'family'),
    note.systemsReview(patient),
    note.measured(patient, { title: 'Vitals', events: vitals, most: 5 }),
    note.measured(patient, { title: 'Admission labs', events: labs, most: 12 }),
    note.examination(patient, at, course),
    note.planning(patient, { at, course, orders: [], advice: [] }),
    note.footer(patient),
  ])
}
type RoundParts = {
  readonly visit: Visit
  readonly at: Seconds
  readonly course: Course
  readonly day: number
  readonly vitals: readonly ChartEvent[]
  readonly labs: readonly ChartEvent[]
}

function writeRounds(patient: PatientChart, { visit, at, course, day, vitals, labs }: RoundParts): void {
  patient.write({ visit, at, type: 'progress' }, [
    note.header(patient, at, `Hospital day ${day} rounds`),
    {
      title: 'Overnight',
      layout: 'prose',
      pieces: [
        plain(
          patient.say(
            '[Slept in bursts|Quiet night|Restless till {n} am], [no events on monitor|one call for nausea|asked for ice chips]. [Ate a bit|NPO past midnight|Finished the tray].',
            at,
          ),
        ),
        ...patient.takeFacts('story', at, 1),
      ],
    },
    note.medications(patient),
    note.measured(patient, { title: 'VS', events: vitals, most: 6 }),
    note.measured(patient, { title: 'AM labs', events: labs, most: 9 }),
    note.examination(patient, at, course),
    note.planning(patient, { at, course, orders: [], advice: [] }),
  ])
}
type DischargeParts = {
  readonly visit: Visit
  readonly at: Seconds
  readonly course: Course
  readonly days: number
  readonly stay: Stay
  readonly orders: readonly Piece[]
}

function writeDischarge(
  patient: PatientChart,
  { visit, at, course, days, stay, orders }: DischargeParts,
): void {
  patient.write({ visit, at, type: 'discharge' }, [
    note.header(patient, at, 'Discharge summary'),
    {
      title: 'Dates',
      layout: 'prose',
      pieces: [
        plain(
          `In ${usDate(chartTime(visit.start))}, out ${usDate(chartTime(at))}, ${days} days. Service: ${course.specialty}.`,
        ),
      ],
    },
    {
      title: 'Diagnosis',
      layout: 'lines',
      pieces: [plain(course.admission.condition.name), ...note.problems(patient).pieces.slice(0, 4)],
    },
    {
      title: 'Hospital Course',
      layout: 'prose',
      pieces: [
        stay.reason,
        plain(
          patient.say(
            '[On the floor|Initially in step-down] {he} [improved steadily|had a bumpy second day].',
            at,
          ),
        ),
        stay.events,
        stay.treatment,
      ],
    },
    {
      title: 'Condition',
      layout: 'prose',
      pieces: [
        plain(
          patient.say(
            '[Stable, walking|Fair, up with help], [tolerating diet|eating small meals], mentation [clear|at baseline].',
            at,
          ),
        ),
      ],
    },
    note.medications(patient),
    { title: 'Changes', layout: 'lines', pieces: orders },
    note.allergies(patient),
    {
      title: 'Follow-up',
      layout: 'prose',
      pieces: [
        stay.followUp,
        ...patient.takeFacts('plan', at, 1),
        ...note.sentences(patient, { at, bank: noteSentences().generalPlan, count: 2 }),
      ],
    },
    note.footer(patient),
  ])
}
