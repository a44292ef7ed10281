import { extractiveGenerator } from '../../../generators/extractive/extractive.js'
import type { Prompt, PromptPassage } from '../../../generators/generator.js'

/** A packed passage with the type that stands in its header. */
export type Shown = PromptPassage & { readonly type: string }

export function note(label: number, time: string, type: string, text: string): Shown {
  return { label, kind: 'note', time, documentIds: [`note:${label}`], text, type }
}

/** One series, 'Name (unit): time value; …', an id a point. */
export function series(label: number, type: string, code: string, text: string): Shown {
  const times = text.match(/\d{4}-\d\d-\d\d \d\d:\d\d/g) ?? []
  const documentIds = times.map((time) => `event:${time}:00|${code}`)
  return { label, kind: 'events', time: `${times[0]}:00`, documentIds, text, type }
}

export function promptOf(instruction: string, passages: readonly Shown[]): Prompt {
  const context = passages
    .map(({ label, kind, time, type, text }) =>
      kind === 'events' ? `[${label}] ${type}: ${text}` : `[${label}] ${time?.slice(0, 16)} ${type}\n${text}`,
    )
    .join('\n\n')
  return {
    patientId: '1',
    text: `${context}\n${instruction}`,
    context,
    instruction,
    neutralised: 0,
    passages,
  }
}

const generator = extractiveGenerator()
const NEVER = new AbortController().signal

export async function answer(instruction: string, passages: readonly Shown[]) {
  const { text, citations } = await generator.generate(promptOf(instruction, passages), NEVER)
  return { text, citations }
}

/** A made-up chart, readable in one screen. */
export const CHART: readonly Shown[] = [
  series(
    1,
    'drug exposure',
    'RxNorm/1',
    'Carvedilol 6.25 MG Oral Tablet: 2018-11-22 13:36 start; 2019-01-22 15:00 end; 2019-01-22 15:00 start; 2021-02-03 15:16 end',
  ),
  series(2, 'drug exposure', 'RxNorm/2', 'Lisinopril 10 MG Oral Tablet: 2019-04-01 09:00 start'),
  series(
    3,
    'drug exposure',
    'RxNorm/3',
    'Amiodarone hydrochloride 200 MG Oral Tablet: 2020-01-25 13:12 end; 2020-01-25 13:12 start',
  ),
  series(
    4,
    'drug exposure',
    'CVX/140',
    'Influenza, split virus, trivalent, PF: 2019-10-01 08:00 start|end; 2020-10-05 08:00 start|end',
  ),
  series(5, 'drug exposure', 'CVX/121', 'zoster vaccine, live: 2021-01-09 08:00 start|end'),
  series(
    6,
    'visit',
    'Visit/ER',
    'Emergency Room Visit: 2017-03-04 10:00 start; 2017-03-04 12:00 end; 2019-05-06 23:10 start; 2019-05-07 02:00 end; 2020-07-08 04:00 start; 2020-07-08 06:00 end',
  ),
  series(7, 'visit', 'Visit/OP', 'Outpatient Visit: 2019-01-22 15:00 start; 2019-01-22 15:30 end'),
  series(
    8,
    'measurement',
    'LOINC/2345-7',
    'Glucose [Mass/volume] in Blood (mg/dL): 2017-02-19 10:00 72; 2018-03-01 10:00 90; 2019-08-29 10:00 110',
  ),
  series(
    9,
    'measurement',
    'LOINC/718-7',
    'Hemoglobin [Mass/volume] in Blood (g/dL): 2018-01-01 10:00 13.1; 2020-01-01 10:00 13.2',
  ),
  series(10, 'condition', 'SNOMED/1', 'Heart failure: 2016-04-08 23:59; 2018-11-22 23:59'),
  series(11, 'procedure', 'SNOMED/2', 'Depression screening: 2011-02-03 10:00; 2012-02-03 10:00'),
  series(12, 'procedure', 'SNOMED/3', 'Throat culture: 2011-05-06 10:00'),
  series(
    13,
    'observation',
    'SNOMED/4',
    'Allergy to drug: 1977-08-31 23:59 Aspirin; reaction: Abdominal pain',
  ),
  note(
    14,
    '2021-02-03 15:26:00',
    'consultation note',
    'Carvedilol stopped, HR 39 on the home cuff and near-faint in the shower.\nMeds:\n- amiodarone 200 mg twice daily\nDenies fever, cough and chest pain.',
  ),
  note(
    15,
    '2021-06-07 13:53:00',
    'diagnostic imaging study',
    'EXAM:\nPlain X-ray of hand, 06/07/2021.\nFINDINGS:\nFirst CMC narrowing.\nIMPRESSION:\nOsteopenia without erosions.',
  ),
]
