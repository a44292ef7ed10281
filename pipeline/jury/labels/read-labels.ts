import { basename } from 'node:path'
import { readTable } from '../../../corpus/tables/read-table.js'
import { tableId } from '../../../corpus/tables/table-id.js'
import { SEVERITIES, type Severity } from '../../../eval/answers/severity-measure.js'

/**
 * What a person said about one response. `name`: the strategy or model that gave it. `text`: the response, if the table has it;
 * otherwise the one that the strategy gave here. `grades`: by criterion.
 */
export type ResponseLabel = {
  readonly where: string
  readonly instructionId: string
  readonly name: string
  readonly text: string | null
  readonly budget: number | null
  readonly generator: string | null
  readonly grades: Readonly<Record<string, number>>
  /** The rank among the responses to the instruction, 1 for the best; ties share a rank, which may end in .5. */
  readonly rank: number | null
  /** How severe the worst error is; null if the row does not say. */
  readonly severity: Severity | null
  /** Why a part of the row could not be used; null if all of it could. */
  readonly unread: string | null
}

/** People's labels of responses, and rows that could not be used. */
export type ReadLabels = {
  readonly labels: readonly ResponseLabel[]
  /** Rows of which nothing could be used, by reason; each row counts once. */
  readonly leftOut: Readonly<Record<string, number>>
}

/** Tables use different column names: the first one that a table has is used. */
const NAMES = {
  name: ['strategy', 'model_name', 'model'],
  text: ['model_response', 'response', 'model_output', 'output'],
  rank: ['rank', 'ranking', 'model_rank'],
  correct: ['binary_correct', 'is_correct', 'correct', 'label'],
  severity: ['severity', 'error_severity'],
} as const
const LIKERT = ['accuracy', 'completeness', 'clarity'] as const
const YES = /^(?:1(?:\.0+)?|true|yes|y|correct)$/i
const NO = /^(?:0(?:\.0+)?|false|no|n|incorrect)$/i
const EMPTY = /^(?:nan|null|none|na)?$/i

/**
 * Reads a table of people's labels: MedAlign's clinician-reviewed-model-responses.tsv, or any TSV or CSV with instruction_id,
 * strategy or model, and a label (yes or no), accuracy, completeness or clarity (1 to 5), a rank, or the severity of the worst error.
 * @throws InputError for a table without those columns
 */
export function readLabels(path: string): ReadLabels {
  const file = basename(path)
  const leftOut: Record<string, number> = {}
  const leave = (reason: string): [] => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1
    return []
  }
  const rows = readTable(
    path,
    [['instruction_id'], NAMES.name, [...NAMES.correct, ...NAMES.rank, ...LIKERT, ...NAMES.severity]],
    // Rows with too few fields are read too, and left out below if they lack a required one.
    (found) => found.endsWith('left out') && leave('row with too many fields'),
  )
  const labels = rows.flatMap(({ line, fields }): ResponseLabel[] => {
    const cell = (names: readonly string[]): string | null => {
      const text = fields[names.find((name) => name in fields) ?? '']?.trim() ?? ''
      return EMPTY.test(text) ? null : text
    }
    const instructionId = tableId(fields['instruction_id']!)
    // 'none' is a strategy.
    const name =
      fields[NAMES.name.find((one) => one in fields) ?? '']?.trim() === 'none' ? 'none' : cell(NAMES.name)
    if (instructionId === '' || name === null) return leave('row without an instruction or a name')
    const grades = gradesOf(cell)
    const rank = Number(cell(NAMES.rank) ?? Number.NaN)
    const isRanked = Number.isFinite(rank) && rank >= 1
    const severity = severityOf(fields)
    const unread =
      severity === undefined ? 'error severity other than none, minor, significant or harmful' : null
    if (Object.keys(grades).length === 0 && !isRanked && severity == null)
      return leave(unread ?? 'row without a label that could be read')
    const budget = Number(cell(['budget']) ?? Number.NaN)
    return [
      {
        where: `${file}:${line}`,
        instructionId,
        name,
        text: cell(NAMES.text),
        budget: Number.isInteger(budget) ? budget : null,
        generator: cell(['generator']),
        grades,
        rank: isRanked ? rank : null,
        severity: severity ?? null,
        unread,
      },
    ]
  })
  return { labels, leftOut }
}

function gradesOf(cell: (names: readonly string[]) => string | null): Record<string, number> {
  const grades: Record<string, number> = {}
  const said = cell(NAMES.correct)
  if (said !== null && (YES.test(said) || NO.test(said))) grades['correct'] = YES.test(said) ? 1 : 0
  for (const criterion of LIKERT) {
    const grade = Number(cell([criterion]) ?? Number.NaN)
    if (Number.isInteger(grade) && grade >= 1 && grade <= 5) grades[criterion] = grade
  }
  return grades
}

/** Null if the row has none; undefined if it has another. 'none' is a label here, unlike in the other columns. */
function severityOf(fields: Readonly<Record<string, string>>): Severity | null | undefined {
  const text = fields[NAMES.severity.find((name) => name in fields) ?? '']?.trim().toLowerCase() ?? ''
  if (text === '' || text === 'nan' || text === 'null' || text === 'na') return null
  return Object.keys(SEVERITIES).find((name): name is Severity => name === text)
}
