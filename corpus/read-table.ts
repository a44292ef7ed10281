import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { InputError } from './input-error.js'
import { splitRows } from './split-rows.js'

/** One row by column name, and the line on which it ends. */
export type TableRow = { readonly line: number; readonly fields: Readonly<Record<string, string>> }

/**
 * Reads a TSV or, by its name, a CSV, with a header; columns are found by name, extra ones kept. Which quotes quote is told by
 * splitRows.
 * @param required columns, all of which must be there; of an inner list any one
 * @param onOdd is told of each row with too few fields, whose missing ones are empty, and of each with too many, which is
 *   left out since none of its fields can be trusted, and where
 * @throws InputError for a missing column, a column named twice, and bytes that are not UTF-8
 */
export function readTable(
  path: string,
  required: readonly (readonly string[])[],
  onOdd: (found: string, where: string) => void,
): TableRow[] {
  const file = basename(path)
  const [header, ...rows] = splitRows(decode(path), path.endsWith('.csv') ? ',' : '\t')
  const columns = header?.fields.map((name) => name.trim()) ?? []
  for (const names of required) {
    if (names.some((name) => columns.includes(name))) continue
    const found = columns.join(', ').slice(0, 300) || 'an empty file'
    throw new InputError(`${file}:1: expected a column ${names.join(' or ')}, found ${found}`)
  }
  const twice = columns.find((name, i) => name !== '' && columns.indexOf(name) !== i)
  if (twice !== undefined) {
    throw new InputError(`${file}:1: expected columns of different names, found ${twice.slice(0, 40)} twice`)
  }
  return rows.flatMap(({ fields, line }) => {
    if (fields.length > columns.length) {
      onOdd('row with too many fields, left out', `${file}:${line}`)
      return []
    }
    // Spreadsheets trim empty cells off the end of a row.
    if (fields.length < columns.length)
      onOdd('row with too few fields, the missing are empty', `${file}:${line}`)
    return [{ line, fields: Object.fromEntries(columns.map((name, i) => [name, fields[i] ?? ''])) }]
  })
}

/** A byte-order mark is not part of the text. */
function decode(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    const found =
      error instanceof TypeError
        ? 'bytes that are not UTF-8'
        : ((error as { code?: string }).code ?? 'an error')
    throw new InputError(`${basename(path)}: expected a table in UTF-8, found ${found}`)
  }
}
