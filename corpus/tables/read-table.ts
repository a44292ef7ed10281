import { basename } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { readUtf8 } from '../../base/files/read-utf8.js'
import { splitRows } from './split-rows.js'

/** One row by column name, and the line on which it ends. */
export type TableRow = { readonly line: number; readonly fields: Readonly<Record<string, string>> }

/** What `onOdd` hears about a table that has a header and nothing else. */
export const NO_ROWS = 'table without a row'

/** What it hears about a row with more fields than the header. */
export const ROW_LEFT_OUT = 'row with too many fields, left out'

/**
 * Reads a TSV or, by its name, a CSV, with a header; columns are found by name, extra ones kept. `splitRows` decides
 * which quotes enclose a field.
 * @param required the columns that must be there; any one column of an inner list is enough
 * @param onOdd hears about each row with too few fields, whose missing ones are empty, of each with too many, which is left
 *   out since none of its fields can be trusted, and of a table without rows, and where
 * @throws InputError for a missing column, a column named twice, bytes that are not UTF-8, and a file that cannot be read
 */
export function readTable(
  path: string,
  required: readonly (readonly string[])[],
  onOdd: (found: string, where: string) => void,
): TableRow[] {
  const file = basename(path)
  const [header, ...rows] = splitRows(readUtf8(path, 'a table'), path.endsWith('.csv') ? ',' : '\t')
  const columns = header?.fields.map((name) => name.trim()) ?? []
  for (const names of required) {
    if (names.some((name) => columns.includes(name))) continue
    throw new InputError(
      `${file}:1: expected a column ${names.join(' or ')}, found ${foundColumns(columns, required)}`,
    )
  }
  const twice = columns.findIndex((name, i) => name !== '' && columns.indexOf(name) !== i)
  if (twice >= 0) {
    const first = columns.indexOf(columns[twice]!)
    throw new InputError(
      `${file}:1: expected columns of different names, found one name in columns ${first + 1} and ${twice + 1}`,
    )
  }
  if (rows.length === 0) onOdd(NO_ROWS, `${file}:1`)
  return rows.flatMap(({ fields, line }) => {
    if (fields.length > columns.length) {
      onOdd(ROW_LEFT_OUT, `${file}:${line}`)
      return []
    }
    // Spreadsheets trim empty cells off the end of a row.
    if (fields.length < columns.length)
      onOdd('row with too few fields, the missing are empty', `${file}:${line}`)
    return [{ line, fields: Object.fromEntries(columns.map((name, i) => [name, fields[i] ?? ''])) }]
  })
}

/**
 * How many columns there are and which of the expected ones. No other name is given: if the header is missing, the
 * first row is questions, ids and notes.
 */
function foundColumns(columns: readonly string[], required: readonly (readonly string[])[]): string {
  if (columns.length === 0) return 'an empty file'
  const expected = required.flat()
  const known = expected.filter((name) => columns.includes(name))
  const which =
    known.length === 0 ? `none of them ${expected.join(', ')}` : `of the expected ones ${known.join(', ')}`
  return `${columns.length} ${columns.length === 1 ? 'column' : 'columns'}, ${which}`
}
