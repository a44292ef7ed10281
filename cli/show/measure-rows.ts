import { z } from 'zod'
import { textLines } from '../../base/files/text-lines.js'

/** A line of rows.jsonl. `candidate` is null if there is no answer; references that are null are skipped. */
export type MeasureRow = {
  readonly id: string | number
  readonly candidate: string | null
  readonly references: readonly string[]
}

/** Why a line is not a row, without any of its text. `line` counts from 1. */
export type BadRow = { readonly line: number; readonly problem: string }

const text = 'expected a string'
const schema = z.object(
  {
    id: z.union([z.string().min(1, 'expected a string or a number'), z.number()], {
      error: 'expected a string or a number',
    }),
    candidate: z.string({ error: `${text}, or null if there is no answer` }).nullable(),
    references: z.array(z.string({ error: text }).nullable(), { error: 'expected a list of strings' }),
  },
  { error: 'expected an object {id, candidate, references}' },
)

/**
 * Reads text with one JSON object per line. Gives its rows and bad lines in order. Skips empty lines and unknown
 * fields; a repeated id makes a bad line.
 */
export function* readRows(jsonLines: string): Generator<{ row: MeasureRow } | { bad: BadRow }> {
  const ids = new Set<string>()
  for (const [i, line] of textLines(jsonLines).entries()) {
    if (line.trim() === '') continue
    const row = readRow(line)
    if (typeof row === 'string') yield { bad: { line: i + 1, problem: row } }
    else if (ids.has(String(row.id)))
      yield { bad: { line: i + 1, problem: 'id: expected one row per id, found a second' } }
    else {
      ids.add(String(row.id))
      yield { row }
    }
  }
}

function readRow(line: string): MeasureRow | string {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return 'expected one JSON object per line, found something else'
  }
  const result = schema.safeParse(json)
  if (result.success) {
    const { id, candidate, references } = result.data
    return { id, candidate, references: references.filter((reference) => reference !== null) }
  }
  const [issue] = result.error.issues
  const field = issue?.path.join('.') ?? ''
  return `${field === '' ? '' : `${field}: `}${issue?.message ?? 'unexpected form'}, found ${foundAt(json, issue?.path ?? [])}`
}

/** The type of the value at `path`, never the value itself, which may be text of a chart. */
function foundAt(json: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    json,
  )
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (value === '') return 'an empty string'
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
