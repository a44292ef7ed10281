import Table from 'cli-table3'

/** A table for the terminal. */
export type PlainTable = {
  readonly head: readonly string[]
  /** Alignment of each column; left if absent. */
  readonly aligns: readonly ('left' | 'right')[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** How many first columns every part of a divided table repeats. */
  readonly labels: number
}

/** A cell's blanks and its border, and the border at the end of a row. */
const CELL_FRAME = 3
const ROW_FRAME = 1
/** No column is made narrower than this to fit. */
const LEAST_COLUMNS = 12

/**
 * A table for the terminal that is no wider than asked. One that is too wide is divided into tables of fewer columns, each of
 * which repeats the first ones; texts that are still too long are wrapped within their cells.
 * @param width in columns; Infinity: neither divided nor wrapped
 */
export function dividedTable(table: PlainTable, width: number): string {
  const labels = [...Array(table.labels).keys()]
  const widths = withNarrowLabels(naturalWidths(table), labels, width)
  const parts: number[][] = []
  let part: number[] = []
  for (let column = table.labels; column < table.head.length; column++) {
    if (part.length > 0 && totalWidth([...labels, ...part, column], widths) > width) {
      parts.push(part)
      part = []
    }
    part.push(column)
  }
  parts.push(part)
  return parts.map((columns) => wrappedTable(chosen(table, [...labels, ...columns]), width)).join('\n')
}

/** A table that is no wider than asked: the longest texts are wrapped within their cells. */
export function wrappedTable(table: PlainTable, width: number): string {
  const widths = naturalWidths(table)
  const all = [...widths.keys()]
  while (totalWidth(all, widths) > width) {
    const widest = widths.indexOf(Math.max(...widths))
    if (widths[widest]! <= LEAST_COLUMNS) break
    widths[widest]!--
  }
  const drawn = new Table({
    head: table.head.map((cell, i) => wrapCell(cell, widths[i]!)),
    colAligns: table.head.map((_, i) => table.aligns[i] ?? 'left'),
    style: { head: [], border: [], compact: true },
  })
  for (const row of table.rows) drawn.push(row.map((cell, i) => wrapCell(String(cell), widths[i]!)))
  return drawn.toString()
}

/** Labels wrap before they take more than half of the width: every part repeats them, and would otherwise hold only one column. */
function withNarrowLabels(natural: readonly number[], labels: readonly number[], width: number): number[] {
  const widths = [...natural]
  if (totalWidth([...widths.keys()], widths) <= width) return widths
  while (totalWidth(labels, widths) > width / 2) {
    const widest = labels.reduce((a, b) => (widths[b]! > widths[a]! ? b : a))
    if (widths[widest]! <= LEAST_COLUMNS) break
    widths[widest]!--
  }
  return widths
}

function chosen({ head, aligns, rows }: PlainTable, columns: readonly number[]): PlainTable {
  return {
    head: columns.map((i) => head[i]!),
    aligns: columns.map((i) => aligns[i] ?? 'left'),
    rows: rows.map((row) => columns.map((i) => row[i] ?? '')),
    labels: columns.length,
  }
}

function naturalWidths({ head, rows }: PlainTable): number[] {
  return head.map((title, i) =>
    Math.max(
      ...[title, ...rows.map((row) => String(row[i] ?? ''))]
        .flatMap((cell) => cell.split('\n'))
        .map(({ length }) => length),
    ),
  )
}

function totalWidth(columns: readonly number[], widths: readonly number[]): number {
  return columns.reduce((sum, i) => sum + widths[i]! + CELL_FRAME, ROW_FRAME)
}

/** Breaks at blanks, else after a sign that joins words, else anywhere. */
function wrapCell(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const rows: string[] = []
      let rest = line
      while (rest.length > width) {
        const head = rest.slice(0, width + 1)
        const blank = head.lastIndexOf(' ')
        const joint =
          Math.max(...['-', '/', ',', '+', ':', '_'].map((sign) => head.slice(0, width).lastIndexOf(sign))) +
          1
        const end = blank > 0 ? blank : joint > 0 ? joint : wholeCharacters(rest, width)
        rows.push(rest.slice(0, end).trimEnd())
        rest = rest.slice(end).trimStart()
      }
      return [...rows, rest]
    })
    .join('\n')
}

/** `end`, moved so that it does not split a surrogate pair. */
function wholeCharacters(text: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(text[end - 1]!) && end > 1 ? end - 1 : end
}
