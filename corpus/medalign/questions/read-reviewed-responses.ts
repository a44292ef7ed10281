import { basename } from 'node:path'
import type { ProblemTally } from '../../problem.js'
import { readTable } from '../../tables/read-table.js'
import { TableIds } from '../../tables/table-id.js'

/** What one model answered an instruction, and what clinicians said of it. What a row leaves out is null. */
export type ReviewedResponse = {
  readonly instructionId: string
  readonly model: string
  readonly text: string | null
  readonly isCorrect: boolean | null
  /** 1 is the best; ties share a rank, which may then be a half. */
  readonly rank: number | null
  /** Every other column by its name. */
  readonly others: Readonly<Record<string, string>>
}

/** Releases differ in these names; the first that a table has is taken. */
const NAMES = {
  model: ['model_name', 'model'],
  text: ['model_response', 'response', 'model_output', 'output'],
  label: ['binary_correct', 'is_correct', 'correct', 'label'],
  rank: ['rank', 'ranking', 'model_rank'],
} as const
const YES = /^(?:1(?:\.0+)?|true|yes|y|correct)$/i
const NO = /^(?:0(?:\.0+)?|false|no|n|incorrect)$/i
/** Spreadsheets and pandas write these for an empty cell. */
const EMPTY = /^(?:nan|null|none|na)?$/i

/**
 * clinician-reviewed-model-responses.tsv: a row for each instruction and model. MedAlign's harness in HELM takes the same file
 * as its list of instructions, so a row that names no model is counted and left out, not refused.
 */
export function readReviewedResponses(path: string, problems: ProblemTally): ReviewedResponse[] {
  const file = basename(path)
  const ids = new TableIds(problems)
  const seen = new Set<string>()
  const rows = readTable(path, [['instruction_id']], (found, where) => problems.add(found, where))
  return rows.flatMap(({ line, fields }) => {
    const where = `${file}:${line}`
    const odd = (kind: string) => problems.add(kind, where)
    const cells = cellsOf(fields)
    const instructionId = ids.read(fields['instruction_id']!, where)
    if (instructionId === '' || cells.model === null) {
      odd('row without an instruction or a model, left out')
      return []
    }
    const key = JSON.stringify([instructionId, cells.model])
    if (seen.has(key)) {
      odd('model that answers an instruction twice; the first is kept')
      return []
    }
    seen.add(key)
    const isCorrect = labelOf(cells.label)
    const rank = rankOf(cells.rank)
    if (cells.text === null) odd('reviewed row without a response')
    if (cells.label !== null && isCorrect === null) odd('label that says neither yes nor no')
    if (cells.rank !== null && rank === null) odd('rank that is no number from 1')
    const { model, text, others } = cells
    return [{ instructionId, model, text, isCorrect, rank, others }]
  })
}

function cellsOf(fields: Readonly<Record<string, string>>) {
  const cell = (names: readonly string[]): string | null => {
    const text = fields[names.find((name) => name in fields) ?? '']?.trim() ?? ''
    return EMPTY.test(text) ? null : text
  }
  const used = new Set<string>(['instruction_id'])
  for (const names of Object.values(NAMES)) used.add(names.find((name) => name in fields) ?? '')
  return {
    model: cell(NAMES.model),
    text: cell(NAMES.text),
    label: cell(NAMES.label),
    rank: cell(NAMES.rank),
    others: Object.fromEntries(Object.entries(fields).filter(([name]) => !used.has(name))),
  }
}

function labelOf(cell: string | null): boolean | null {
  if (cell === null) return null
  return YES.test(cell) ? true : NO.test(cell) ? false : null
}

function rankOf(cell: string | null): number | null {
  const rank = cell === null ? Number.NaN : Number(cell)
  return Number.isFinite(rank) && rank >= 1 ? rank : null
}
