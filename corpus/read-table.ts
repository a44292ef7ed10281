import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { InputError } from './input-error.js'
import type { ProblemTally } from './problem.js'

/** One row by column name, and the line on which it ends. */
export type TableRow = { readonly line: number; readonly fields: Readonly<Record<string, string>> }

/**
 * Reads a TSV or CSV with a header, columns found by name, extra ones kept. Quoted newlines and doubled quotes are read as
 * RFC 4180 has them; a quote inside an unquoted field is a plain character. Rows with too few or too many fields are counted
 * and left out.
 * @param required columns, all of which must be there; of an inner list any one
 */
export function readTable(
  path: string,
  required: readonly (readonly string[])[],
  problems: ProblemTally,
): TableRow[] {
  const file = basename(path)
  const text = decode(path)
  const delimiter = path.endsWith('.csv') ? ',' : '\t'
  let parsed: { record: string[]; info: { lines: number } }[]
  try {
    parsed = parse(text, {
      delimiter,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as typeof parsed
  } catch (error) {
    const where = error instanceof CsvError ? `:${String(error['lines'] ?? '?')}` : ''
    const code = error instanceof CsvError ? error.code : (error as Error).name
    throw new InputError(`${file}${where}: expected a table, found ${code.toLowerCase().replaceAll('_', ' ')}`)
  }
  const [header, ...rows] = parsed
  const columns = header?.record.map((name) => name.trim()) ?? []
  for (const names of required) {
    if (!names.some((name) => columns.includes(name))) {
      throw new InputError(
        `${file}:1: expected a column ${names.join(' or ')}, found ${columns.join(', ').slice(0, 300) || 'an empty file'}`,
      )
    }
  }
  return rows.flatMap(({ record, info }) => {
    if (record.length !== columns.length) {
      problems.add(`row with ${record.length < columns.length ? 'too few' : 'too many'} fields, left out`, `${file}:${info.lines}`)
      return []
    }
    return [{ line: info.lines, fields: Object.fromEntries(columns.map((name, i) => [name, record[i]!])) }]
  })
}

function decode(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    const found = error instanceof TypeError ? 'bytes that are not UTF-8' : ((error as { code?: string }).code ?? 'an error')
    throw new InputError(`${basename(path)}: expected a table in UTF-8, found ${found}`)
  }
}
