import { basename } from 'node:path'
import type { AsOfRule, ReadInstructions } from '../corpus-questions.js'
import type { Instruction, Reference } from '../instruction.js'
import type { ProblemTally } from '../problem.js'
import { readTable } from '../tables/read-table.js'
import { TableIds, tableId } from '../tables/table-id.js'
import { declaredInRow } from './declared-answerable.js'
import type { QuestionFiles } from './question-files.js'
import { type AsOf, EXPECTED_TIME, readAsOf } from './read-as-of.js'

/** The patients that the questions of a folder are about. */
export type AskedPatients = {
  readonly folder: string
  readonly patientIds: ReadonlySet<string>
  /** The patient that a file name in the column `filename` means. */
  recordName(fileName: string): string
}

/** `where`: file and line. No message holds an id: in a broken row the first cell may be any text. */
type Draft = Omit<Instruction, 'references' | 'evidence' | 'isAnswerable'> & {
  readonly where: string
  isAnswerable?: boolean
  references: (Reference & { order: number })[]
  evidence: string[]
}

/** `rule`: whether every instruction needs an as-of time. Anything odd is added to `problems`. */
type Reading = { readonly rule: AsOfRule; readonly problems: ProblemTally }

/** The instructions of the tables, one for each id, in file order: several annotators give several references. */
export function readInstructions(
  files: QuestionFiles,
  asked: AskedPatients,
  { rule, problems }: Reading,
): ReadInstructions {
  const { asof } = files
  const times: ReadonlyMap<string, AsOf> = asof === null ? new Map() : readAsOf(asof, problems)
  const drafts = readDrafts(files, asked, problems)
  const read: ReadInstructions = { instructions: [], withoutAsOf: [], unreadableAsOf: [], orphans: [] }
  for (const { where, ...draft } of drafts.values()) {
    const references = draft.references
      .sort((a, b) => a.order - b.order)
      .map(({ annotator, text }) => ({ annotator, text }))
    const asOf = times.get(draft.instructionId)
    const instruction = { ...draft, asOf: asOf?.time ?? null, references }
    const isOpen = asof !== null && asOf === undefined
    if (!asked.patientIds.has(draft.patientId)) {
      problems.add('instruction for a patient without a record', where)
      read.orphans.push(instruction)
    } else if (asOf?.time === null) {
      read.unreadableAsOf.push({ instruction, reason: `${asOf.where}: ${EXPECTED_TIME}` })
    } else if (isOpen && rule === 'required') {
      problems.add('instruction without a row in asof.tsv, unusable', where)
      read.withoutAsOf.push(instruction)
    } else {
      if (isOpen) problems.add('instruction without a row in asof.tsv, sees the whole record', where)
      read.instructions.push(instruction)
    }
  }
  for (const [id, { where }] of times) {
    if (!drafts.has(id)) problems.add('as-of time of an unknown instruction', where)
  }
  return read
}

function readDrafts(
  { instructions, sample }: QuestionFiles,
  asked: AskedPatients,
  problems: ProblemTally,
): Map<string, Draft> {
  if (instructions !== null) return readResponses(instructions, asked, problems)
  return sample === null ? new Map() : readSample(sample, asked, problems)
}

function readResponses(path: string, asked: AskedPatients, problems: ProblemTally): Map<string, Draft> {
  const file = basename(path)
  const drafts = new Map<string, Draft>()
  const ids = new TableIds(problems)
  const required = [['instruction_id'], ['question', 'instruction'], ['person_id', 'filename']]
  const rows = readTable(path, required, (found, where) => problems.add(found, where))
  for (const { line, fields } of rows) {
    const where = `${file}:${line}`
    const instructionId = ids.read(fields['instruction_id']!, where)
    const text = (fields['question'] ?? fields['instruction'] ?? '').trim()
    const patientId = patientOf(fields, asked)
    if (instructionId === '' || text === '' || patientId === null) {
      problems.add('row without an instruction, its id or its patient, left out', where)
      continue
    }
    let draft = drafts.get(instructionId)
    if (draft === undefined) {
      const category = (fields['category'] ?? fields['instruction_category'] ?? '').trim()
      draft = {
        where,
        instructionId,
        patientId,
        text,
        asOf: null,
        category: category || null,
        references: [],
        evidence: [],
      }
      drafts.set(instructionId, draft)
    } else if (draft.text !== text || draft.patientId !== patientId) {
      problems.add('instruction id used for another question or patient; the first is kept', where)
      continue
    }
    addResponse(draft, { fields, where, problems })
  }
  return drafts
}
type ResponseRow = {
  readonly fields: Readonly<Record<string, string>>
  readonly where: string
  readonly problems: ProblemTally
}

function addResponse(draft: Draft, { fields, where, problems }: ResponseRow): void {
  const text = (fields['clinician_response'] ?? '').trim()
  const annotator = (fields['annotator_num'] ?? '').trim()
  if (text === '') problems.add('row without a reference response', where)
  else if (!draft.references.some((known) => known.text === text)) {
    draft.references.push({
      annotator,
      text,
      order: Number(/\d+/.exec(annotator)?.[0] ?? draft.references.length),
    })
  }
  addDeclared(draft, { fields, where, problems })
  const evidence = (fields['evidence'] ?? '').trim()
  if (evidence !== '' && !draft.evidence.includes(evidence)) draft.evidence.push(evidence)
}

function addDeclared(draft: Draft, { fields, where, problems }: ResponseRow): void {
  const declared = declaredInRow(fields)
  if (declared === null) problems.add('answerable: expected yes or no, found something else', where)
  else if (declared === undefined) return
  else if (draft.isAnswerable === undefined) draft.isAnswerable = declared
  else if (draft.isAnswerable !== declared)
    problems.add('instruction declared both answerable and unanswerable; the first row counts', where)
}

/**
 * The first of person_id and filename that names a record of the corpus, else the first that names anything. A table that
 * went through a spreadsheet or pandas has '123.0' for 123 and 'nan' for an empty cell.
 */
function patientOf(
  fields: Readonly<Record<string, string>>,
  { patientIds, recordName }: AskedPatients,
): string | null {
  const id = (fields['person_id'] ?? '').trim()
  const file = recordName(basename((fields['filename'] ?? '').trim()))
  const named = [id, tableId(id), file].filter((name) => tableId(name) !== '')
  return named.find((name) => patientIds.has(name)) ?? named[0] ?? null
}

/** MedAlign's public sample names no patient: its instructions belong to the one record beside it. */
function readSample(path: string, asked: AskedPatients, problems: ProblemTally): Map<string, Draft> {
  const file = basename(path)
  const drafts = new Map<string, Draft>()
  const ids = new TableIds(problems)
  const rows = readTable(path, [['instruction_id'], ['question']], (found, where) =>
    problems.add(found, where),
  )
  for (const { line, fields } of rows) {
    const where = `${file}:${line}`
    const instructionId = ids.read(fields['instruction_id']!, where)
    const text = fields['question']!.trim()
    const named = patientOf(fields, asked)
    if (instructionId === '' || text === '')
      problems.add('row without an instruction or its id, left out', where)
    else if (drafts.has(instructionId)) problems.add('instruction id used twice; the first is kept', where)
    else if (named === null && asked.patientIds.size > 1) {
      problems.add('instruction without a patient in a corpus of several, left out', where)
    } else {
      if (named === null) problems.add('instruction without a patient, assigned to the only record', where)
      const [only] = asked.patientIds
      const category = (fields['human_assigned_subcategory_1'] ?? '').trim() || null
      const patientId = named ?? only!
      const draft: Draft = {
        where,
        instructionId,
        patientId,
        text,
        asOf: null,
        category,
        references: [],
        evidence: [],
      }
      drafts.set(instructionId, draft)
      addDeclared(draft, { fields, where, problems })
    }
  }
  return drafts
}
