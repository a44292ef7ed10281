import type { Course } from '../banks/courses.js'
import { imagingStudy } from '../banks/imaging.js'
import { plain, type Visit } from '../chart/chart.js'
import { chartTime, type Seconds, usDate } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'
import * as note from './note-sections.js'

/** A study at a visit; `course` is the disease that it is ordered for. */
export type ImagingAt = {
  readonly visit: Visit
  readonly at: Seconds
  readonly course: Course
}

/** The study as a procedure event and its report; the impression carries the key of what was found. */
export function writeImaging(patient: PatientChart, { visit, at, course }: ImagingAt): void {
  const { random } = patient
  const kind = random.pick(course.imaging)
  const study = imagingStudy(kind)
  const result = random.int(0, study.results.length - 1)
  const { finding, impression } = study.results[result]!
  patient.record(visit, at, { domain: 'procedure', ...study.procedure })
  const background = random.sample(study.background, 3)
  patient.write({ visit, at: at + 2400, type: 'radiology' }, [
    note.header(patient, at, random.pick(['Imaging report', 'Radiology', 'Diagnostic study'])),
    { title: 'Exam', layout: 'prose', pieces: [plain(`${study.procedure.name}, ${usDate(chartTime(at))}.`)] },
    {
      title: 'Indication',
      layout: 'prose',
      pieces: [
        plain(
          `${random.pick(course.nick)}, ${random.pick(course.complaints)}. ${random.pick(['Question progression.', 'Pre-treatment baseline.', 'Clinical change.', 'Rule out complication.'])}`,
        ),
      ],
    },
    {
      title: 'Technique',
      layout: 'prose',
      pieces: [
        plain(random.pick(study.technique)),
        plain(
          random.pick([
            'Dose lowered as far as reasonable.',
            'Positioning limited by discomfort.',
            'Two identifiers checked.',
          ]),
        ),
      ],
    },
    {
      title: 'Comparison',
      layout: 'prose',
      pieces: [
        plain(random.pick(['None available.', 'Outside films not obtained.', 'Most recent prior on PACS.'])),
        plain(
          random.pick([
            'Image quality adequate for the question asked.',
            'Study mildly degraded by motion.',
            'Reconstructions reviewed in three planes where available.',
          ]),
        ),
        plain(
          patient.say(
            '[Department staff|The technologist|Transport] [confirmed|rechecked|recorded] [name and birth date|laterality|screening answers] before the study, and the [order|request|referral] was [protocolled|approved|reviewed] by the [duty|section|covering] reader.',
            at,
          ),
        ),
      ],
    },
    {
      title: 'Findings',
      layout: random.pick(['lines', 'prose'] as const),
      pieces: [...background.slice(0, 2), finding, ...background.slice(2)].map(plain),
    },
    {
      title: 'Impression',
      layout: 'lines',
      pieces: [{ text: impression, key: `imaging:${kind}:${result}` }],
    },
    {
      title: null,
      layout: 'prose',
      pieces: [
        plain(
          random.pick([
            'Electronically signed after review of the images. Critical results policy followed where applicable; the ordering team may call the reading room at any hour.',
            'Preliminary read by resident confirmed by attending. Measurements are in the axial plane unless stated; tiny structures may be obscured by motion.',
            'Report generated with structured template v4 & edited. Addenda, if any, appear below this line.',
          ]),
        ),
      ],
    },
  ])
}
