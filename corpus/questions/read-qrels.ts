import { basename } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import type { Fact, Qrel } from '../instruction.js'
import type { ProblemTally } from '../problem.js'
import { readTable } from '../tables/read-table.js'
import { TableIds } from '../tables/table-id.js'

/** Judged documents or note spans. A place judged twice keeps its higher relevance. */
export function readQrels(path: string, problems: ProblemTally): Qrel[] {
  const file = basename(path)
  const ids = new TableIds(problems)
  const byPlace = new Map<string, Qrel>()
  const rows = readTable(path, [['instruction_id'], ['document_id'], ['relevance']], (found, place) =>
    problems.add(found, place),
  )
  for (const { line, fields } of rows) {
    const where = `${file}:${line}`
    const relevance = Number(fields['relevance'])
    if (![0, 1, 2].includes(relevance) || fields['relevance']!.trim() === '') {
      throw new InputError(`${where}: relevance: expected 0, 1 or 2, found something else`)
    }
    const start = offset(fields['start'], `${where}: start`)
    const end = offset(fields['end'], `${where}: end`)
    if ((start === null) !== (end === null) || (start !== null && end !== null && start >= end)) {
      throw new InputError(`${where}: expected a span with start < end or none, found ${oddSpan(start, end)}`)
    }
    const documentId = fields['document_id']!.trim()
    if (!/^(?:note|event):./.test(documentId)) {
      throw new InputError(
        `${where}: document_id: expected note:<id> or event:<time>|<code>, found something else`,
      )
    }
    const instructionId = ids.read(fields['instruction_id']!, where)
    const qrel = { instructionId, documentId, relevance, start, end }
    const key = `${qrel.instructionId} ${documentId} ${start} ${end}`
    const known = byPlace.get(key)
    if (known !== undefined) problems.add('place judged twice; the higher relevance is kept', where)
    if (known === undefined || known.relevance < relevance) byPlace.set(key, qrel)
  }
  return [...byPlace.values()]
}

function offset(text: string | undefined, where: string): number | null {
  const trimmed = text?.trim() ?? ''
  // pandas reads whole numbers of a column with empty cells as floats.
  if (/^(?:nan)?$/i.test(trimmed)) return null
  if (!/^\d+(?:\.0+)?$/.test(trimmed)) {
    throw new InputError(`${where}: expected a whole number, found something else`)
  }
  return Number(trimmed)
}

function oddSpan(start: number | null, end: number | null): string {
  if (start === null) return 'an end without a start'
  return end === null ? 'a start without an end' : 'an end that is not after the start'
}

/** `anyProves`: any one of the essential documents is enough. */
export type JudgedRows = {
  readonly qrels: readonly Qrel[]
  readonly facts: readonly Fact[]
  readonly anyProves: boolean
}

/**
 * The facts of one instruction: those of the facts file if it has any; else every judged place by itself or, if any
 * one of the essential ones proves the answer (gold.jsonl's evidence_mode), these together as one.
 */
export function goldFacts(instructionId: string, { qrels, facts, anyProves }: JudgedRows): Fact[] {
  const grouped = facts.filter((fact) => fact.instructionId === instructionId)
  if (grouped.length > 0) return grouped
  const own = qrels.filter((qrel) => qrel.instructionId === instructionId)
  const single = own.map(({ documentId, start, end, relevance }) => ({
    instructionId,
    factId: start === null ? documentId : `${documentId}:${start}-${end}`,
    relevance,
    places: [{ documentId, start, end }],
  }))
  const essential = single.filter(({ relevance }) => relevance === 2)
  if (!anyProves || essential.length < 2) return single
  const together: Fact = {
    instructionId,
    factId: `${instructionId}:any`,
    relevance: 2,
    places: essential.flatMap(({ places }) => places),
  }
  return [together, ...single.filter(({ relevance }) => relevance !== 2)]
}
