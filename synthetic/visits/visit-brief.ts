import { minorProblems } from '../banks/minor-problems.js'
import { noteSentences } from '../banks/note-sentences.js'
import { plain } from '../chart/chart.js'
import type { Seconds } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'
import * as note from './note-sections.js'
import { takeLabs, takeVitals } from './take-measurements.js'
import { medicationNote, pickCourse } from './visit-clinic.js'
import { writeImaging } from './visit-imaging.js'

/** Writes a phone call. */
export function phoneVisit(patient: PatientChart, at: Seconds): void {
  const visit = patient.openVisit({ code: 'Visit/TELE', name: 'Telephone Encounter' }, at)
  patient.write({ visit, at: at + 600, type: 'phone' }, [
    note.header(patient, at, 'Telephone encounter'),
    {
      title: patient.random.pick(['Message', 'Call', 'Note']),
      layout: 'prose',
      pieces: [
        ...note.sentences(patient, { at, bank: noteSentences().phone, count: 6 }),
        ...note.sentences(patient, { at, bank: noteSentences().callDetails, count: 4 }),
        ...patient.takeFacts('phone', at, 2),
      ],
    },
    {
      title: 'Outcome',
      layout: 'prose',
      pieces: [
        plain(
          patient.say(
            '[Advised|Told] to [keep|bring forward|confirm] the next visit, [hydrate|rest|log readings], and call if [worse|new symptoms|no better by Friday]. {mr} was [grateful|in a hurry|calm]. Closed as [resolved|pending callback], priority [routine|same day].',
            at,
          ),
        ),
      ],
    },
  ])
  patient.closeVisit(visit, at + 900)
}

/** Writes an imaging visit with its report. */
export function imagingVisit(patient: PatientChart, at: Seconds): void {
  const course = pickCourse(patient, at)
  if (!course) {
    phoneVisit(patient, at)
    return
  }
  const visit = patient.openVisit({ code: 'Visit/OP', name: 'Outpatient Visit' }, at)
  writeImaging(patient, { visit, at, course })
  patient.closeVisit(visit, at + 3600)
}

/** Writes a refill. */
export function pharmacyVisit(patient: PatientChart, at: Seconds): void {
  const visit = patient.openVisit({ code: 'Visit/OP', name: 'Outpatient Visit' }, at)
  takeVitals(patient, visit, at)
  medicationNote(patient, visit, at + 900)
  patient.closeVisit(visit, at + 1500)
}

/** Writes a social work visit. */
export function socialVisit(patient: PatientChart, at: Seconds): void {
  const visit = patient.openVisit({ code: 'Visit/OP', name: 'Outpatient Visit' }, at)
  patient.write({ visit, at: at + 1800, type: 'social' }, [
    note.header(patient, at, 'Social work'),
    {
      title: 'Contact',
      layout: 'prose',
      pieces: [
        ...note.sentences(patient, { at, bank: noteSentences().socialWork, count: 7 }),
        ...note.sentences(patient, { at, bank: noteSentences().asides, count: 2 }),
      ],
    },
    note.background(patient, at, 'social'),
    note.background(patient, at, 'family'),
    note.footer(patient),
  ])
  patient.closeVisit(visit, at + 2400)
}

/** Writes a procedure. */
export function procedureVisit(patient: PatientChart, at: Seconds): void {
  const course = pickCourse(patient, at)
  if (!course) {
    phoneVisit(patient, at)
    return
  }
  const { random } = patient
  const visit = patient.openVisit({ code: 'Visit/OP', name: 'Outpatient Visit' }, at)
  const procedure = random.pick(course.procedures)
  patient.record(visit, at + 600, { domain: 'procedure', ...procedure })
  takeVitals(patient, visit, at + 300)
  patient.write({ visit, at: at + 3600, type: 'procedure' }, [
    note.header(patient, at, 'Procedure note'),
    {
      title: 'Procedure',
      layout: 'prose',
      pieces: [plain(`${procedure.name} for ${random.pick(course.nick)}.`)],
    },
    {
      title: 'Description',
      layout: 'prose',
      pieces: note.sentences(patient, { at, bank: noteSentences().procedure, count: 7 }),
    },
    note.allergies(patient),
    note.planning(patient, { at, course, orders: [], advice: [] }),
  ])
  if (random.chance(0.7)) {
    patient.write({ visit, at: at + 7 * 3600, type: 'pathology' }, [
      note.header(patient, at, 'Surgical pathology'),
      {
        title: 'Gross',
        layout: 'prose',
        pieces: note.sentences(patient, { at, bank: noteSentences().grossPathology, count: 2 }),
      },
      {
        title: 'Microscopic',
        layout: 'prose',
        pieces: note.sentences(patient, { at, bank: noteSentences().microscopicPathology, count: 5 }),
      },
      {
        title: 'Diagnosis',
        layout: 'lines',
        pieces: [
          plain(
            patient.say(
              '[Benign|Reactive|No high-grade] change, {n} levels examined; correlate with [clinical|imaging|endoscopic] appearance.',
              at,
            ),
          ),
        ],
      },
      note.footer(patient),
    ])
  }
  patient.closeVisit(visit, at + 8 * 3600)
}

/** Writes an emergency visit. */
export function emergencyVisit(patient: PatientChart, at: Seconds): void {
  const problem = patient.random.pick(minorProblems())
  const visit = patient.openVisit({ code: 'Visit/ER', name: 'Emergency Room Visit' }, at)
  const vitals = takeVitals(patient, visit, at + 300)
  const labs = takeLabs(patient, { visit, at: at + 1800, share: 0.9 })
  takeVitals(patient, visit, at + 9000)
  patient.diagnose(visit, at, problem.condition)
  patient.write({ visit, at: at + 10_800, type: 'emergency' }, [
    note.header(patient, at, 'ED provider note'),
    note.story(patient, { at, course: null, complaint: problem.complaint, extra: problem.story }),
    note.allergies(patient),
    note.measured(patient, { title: 'Triage vitals', events: vitals, most: 6 }),
    note.measured(patient, { title: 'ED labs', events: labs, most: 10 }),
    {
      title: 'ED Course',
      layout: 'prose',
      pieces: note.sentences(patient, { at, bank: noteSentences().emergency, count: 6 }),
    },
    note.examination(patient, at, null),
    note.planning(patient, { at, course: null, orders: [], advice: problem.advice }),
  ])
  patient.closeVisit(visit, at + 11_700)
}
