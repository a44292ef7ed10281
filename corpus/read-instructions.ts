import { basename } from 'node:path'
import { inclusiveEnd } from './chart-time.js'
import { InputError } from './input-error.js'
import type { Instruction, Reference } from './instruction.js'
import type { CorpusFolder } from './open-corpus.js'
import type { ProblemTally } from './problem.js'
import { readTable } from './read-table.js'
import type { ChartTime } from './record.js'

type Draft = Omit<Instruction, 'references' | 'evidence'> & {
  references: (Reference & { order: number })[]
  evidence: string[]
}

/**
 * The instructions of a corpus, one for each id, in file order: several annotators give several references. An
 * instruction for a patient without a record is counted and left out.
 */
export function readInstructions(corpus: CorpusFolder, problems: ProblemTally): Instruction[] {
  const { instructions, sample } = corpus.tables
  const asOf = readAsOf(corpus.tables.asof)
  const drafts =
    instructions !== null
      ? readResponses(instructions, problems)
      : sample !== null
        ? readSample(sample, corpus, problems)
        : new Map<string, Draft>()
  const patients = new Set(corpus.records.map(({ patientId }) => patientId))
  const kept: Instruction[] = []
  for (const draft of drafts.values()) {
    if (!patients.has(draft.patientId)) {
      problems.add('instruction for a patient that is not there', `instruction ${draft.instructionId}`)
      continue
    }
    const references = draft.references
      .sort((a, b) => a.order - b.order)
      .map(({ annotator, text }) => ({ annotator, text }))
    kept.push({ ...draft, asOf: asOf.get(draft.instructionId) ?? null, references })
  }
  for (const id of asOf.keys()) {
    if (!drafts.has(id)) problems.add('as-of time of an instruction that is not there', `instruction ${id}`)
  }
  return kept
}

function readResponses(path: string, problems: ProblemTally): Map<string, Draft> {
  const file = basename(path)
  const drafts = new Map<string, Draft>()
  const rows = readTable(path, [['instruction_id'], ['question', 'instruction'], ['person_id', 'filename']], problems)
  for (const { line, fields } of rows) {
    const where = `${file}:${line}`
    const instructionId = fields['instruction_id']!.trim()
    const text = (fields['question'] ?? fields['instruction'] ?? '').trim()
    const patientId = patientOf(fields)
    if (instructionId === '' || text === '' || patientId === '') {
      problems.add('row without an instruction, its id or its patient, left out', where)
      continue
    }
    let draft = drafts.get(instructionId)
    if (draft === undefined) {
      const category = (fields['category'] ?? fields['instruction_category'] ?? '').trim()
      draft = { instructionId, patientId, text, asOf: null, category: category || null, references: [], evidence: [] }
      drafts.set(instructionId, draft)
    } else if (draft.text !== text || draft.patientId !== patientId) {
      problems.add('instruction id used for another question or patient; the first is kept', where)
      continue
    }
    addResponse(draft, fields, where, problems)
  }
  return drafts
}

function addResponse(
  draft: Draft,
  fields: Readonly<Record<string, string>>,
  where: string,
  problems: ProblemTally,
): void {
  const text = (fields['clinician_response'] ?? '').trim()
  const annotator = (fields['annotator_num'] ?? '').trim()
  if (text === '') problems.add('row without a reference response', where)
  else if (!draft.references.some((known) => known.text === text)) {
    draft.references.push({ annotator, text, order: Number(/\d+/.exec(annotator)?.[0] ?? draft.references.length) })
  }
  const evidence = (fields['evidence'] ?? '').trim()
  if (evidence !== '' && !draft.evidence.includes(evidence)) draft.evidence.push(evidence)
}

/** '12345.xml' and 'EHR_12345.xml' name their patient where the id column is empty. */
function patientOf(fields: Readonly<Record<string, string>>): string {
  const id = (fields['person_id'] ?? '').trim().replace(/\.0$/, '')
  return id !== '' ? id : basename((fields['filename'] ?? '').trim()).replace(/\.xml$/i, '').replace(/^EHR_/, '')
}

/** MedAlign's public sample names no patient: its instructions belong to the one record beside it. */
function readSample(path: string, corpus: CorpusFolder, problems: ProblemTally): Map<string, Draft> {
  const file = basename(path)
  const drafts = new Map<string, Draft>()
  for (const { line, fields } of readTable(path, [['instruction_id'], ['question']], problems)) {
    const where = `${file}:${line}`
    const instructionId = fields['instruction_id']!.trim()
    const text = fields['question']!.trim()
    if (instructionId === '' || text === '' || drafts.has(instructionId)) {
      problems.add('row without an instruction or with an id used before, left out', where)
      continue
    }
    if (corpus.records.length > 1 && patientOf(fields) === '') {
      problems.add('instruction without a patient in a corpus of several, left out', where)
      continue
    }
    const patientId = patientOf(fields) || corpus.records[0]!.patientId
    const category = (fields['human_assigned_subcategory_1'] ?? '').trim() || null
    if (patientOf(fields) === '') problems.add('instruction without a patient, given to the only record', where)
    drafts.set(instructionId, { instructionId, patientId, text, asOf: null, category, references: [], evidence: [] })
  }
  return drafts
}

function readAsOf(path: string | null): Map<string, ChartTime> {
  const times = new Map<string, ChartTime>()
  if (path === null) return times
  const file = basename(path)
  for (const { line, fields } of readTable(path, [['instruction_id'], ['as_of']], rejecting(file))) {
    const asOf = inclusiveEnd(fields['as_of']!)
    if (asOf === null) {
      throw new InputError(`${file}:${line}: as_of: expected a time such as 2022-03-30 06:06:23, found another form`)
    }
    const id = fields['instruction_id']!.trim()
    if (times.has(id) && times.get(id) !== asOf) {
      throw new InputError(`${file}:${line}: instruction ${id}: expected one as-of time, found two`)
    }
    times.set(id, asOf)
  }
  return times
}

/** A time that is lost would let an instruction see the future: such a row is refused, not counted. */
function rejecting(file: string): ProblemTally {
  return {
    add: (kind: string, where: string) => {
      throw new InputError(`${where}: expected instruction_id and as_of in ${file}, found a ${kind}`)
    },
  } as unknown as ProblemTally
}
