import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { makePerson } from '../chart/person.js'
import { Random } from '../draw/synthetic-random.js'
import { poseQuestions } from '../questions/pose-questions.js'
import { simulatePatient } from '../visits/simulate-patient.js'
import { claimFolder, GENERATOR } from './claim-folder.js'
import { type CohortCounts, cohortReadme } from './cohort-readme.js'
import { HashedFile } from './hashed-file.js'
import { documentIds, instructionId, personId } from './number-ids.js'
import {
  asOfRow,
  factLines,
  goldLine,
  INSTRUCTION_COLUMNS,
  instructionRows,
  qrelRows,
} from './render-rows.js'
import { renderXml } from './render-xml.js'

const FORMAT_VERSION = 1

const TABLES = {
  instructions: ['clinician-instruction-responses.tsv', `${INSTRUCTION_COLUMNS.join('\t')}\n`],
  asOf: ['asof.tsv', 'instruction_id\tas_of\n'],
  qrels: ['qrels.tsv', 'instruction_id\tdocument_id\trelevance\tstart\tend\n'],
  facts: ['facts.jsonl', ''],
  gold: ['gold.jsonl', ''],
} as const

type Tables = Readonly<Record<keyof typeof TABLES, HashedFile>>

/**
 * Writes a cohort of made-up patients with known answers in MedAlign's layout, one patient in memory at a time.
 * The same patients and seed give the same bytes, and patient i does not depend on how many there are.
 * `out` is replaced if it is absent, empty or an earlier synthetic cohort, only once everything is written.
 * Throws InputError for counts that are not positive integers and for any other folder.
 */
export async function writeSyntheticCohort({
  patients,
  seed,
  out,
  instructions = null,
}: {
  patients: number
  seed: number
  out: string
  /** At most this many per patient, the first that the seed draws; null: all. */
  instructions?: number | null
}): Promise<CohortCounts> {
  if (!Number.isSafeInteger(patients) || patients < 1)
    throw new InputError(`expected patients to be an integer of at least 1, found ${patients}`)
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new InputError(`expected seed to be an integer of at least 0, found ${seed}`)
  const { staging, publish } = await claimFolder(out)
  const counts: CohortCounts = { patients, notes: 0, events: 0, instructions: 0 }
  const files: Record<string, { bytes: number; sha256: string }> = {}
  const tables = await openTables(staging)
  for (let index = 0; index < patients; index++)
    await writePatient(index, { seed, most: instructions, folder: staging, tables, counts, files })
  for (const [key, [name]] of Object.entries(TABLES)) files[name] = await tables[key as keyof Tables].close()
  files['README.md'] = await writeWhole(join(staging, 'README.md'), cohortReadme(counts, seed, instructions))
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
  const manifest = {
    generator: GENERATOR,
    format_version: FORMAT_VERSION,
    parameters: { patients, seed, ...(instructions === null ? {} : { instructions }) },
    counts,
    files: sorted,
  }
  await writeWhole(join(staging, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await publish()
  return counts
}

async function openTables(folder: string): Promise<Tables> {
  const opened: Partial<Record<keyof Tables, HashedFile>> = {}
  for (const [key, [name, head]] of Object.entries(TABLES)) {
    const file = await HashedFile.create(join(folder, name))
    await file.append(head)
    opened[key as keyof Tables] = file
  }
  return opened as Tables
}

type CohortWork = {
  readonly seed: number
  /** Instructions per patient; null: as many as the chart gives. */
  readonly most: number | null
  readonly folder: string
  readonly tables: Tables
  readonly counts: CohortCounts
  readonly files: Record<string, { bytes: number; sha256: string }>
}

async function writePatient(
  index: number,
  { seed, most, folder, tables, counts, files }: CohortWork,
): Promise<void> {
  const stream = (purpose: string): Random => new Random(`${seed}/${index}/${purpose}`)
  const random = stream('chart')
  const person = makePerson(random, personId(seed, index), seed + index)
  const patient = simulatePatient(random, person, documentIds(seed, index))
  const name = `ehrs/${person.personId}.xml`
  files[name] = await writeWhole(join(folder, name), renderXml(person, patient.chart, stream('blemishes')))
  const wording = stream('rows')
  const posed = poseQuestions(patient, stream('instructions')).slice(0, most ?? undefined)
  for (const [position, one] of posed.entries()) {
    const named = {
      instructionId: instructionId(seed, index, position),
      personId: person.personId,
      question: one,
    }
    await tables.instructions.append(instructionRows(named, wording, index === 0 && position === 0))
    await tables.asOf.append(asOfRow(named))
    await tables.qrels.append(qrelRows(named))
    await tables.facts.append(factLines(named))
    await tables.gold.append(goldLine(named, patient.chart))
  }
  counts.notes += patient.chart.notes.length
  counts.events += patient.chart.events.length
  counts.instructions += posed.length
}

async function writeWhole(path: string, text: string): Promise<{ bytes: number; sha256: string }> {
  const file = await HashedFile.create(path)
  await file.append(text)
  return file.close()
}
