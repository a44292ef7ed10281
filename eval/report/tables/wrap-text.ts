/** The width in columns that everything chartsift prints fits into, unless --wide is given. */
export const STANDARD_COLUMNS = 100

/**
 * Breaks lines that are longer than a width at blanks; the text after a break is indented like its line, or by `hanging` columns.
 * A word longer than the width stays whole.
 */
export function wrapText(text: string, width: number, hanging?: number): string {
  return text
    .split('\n')
    .map((line) => (line.length <= width ? line : wrapLine(line, width, hanging)))
    .join('\n')
}

function wrapLine(line: string, width: number, hanging?: number): string {
  const indent = /^ */.exec(line)![0]
  const rest = ' '.repeat(hanging ?? indent.length)
  const rows: string[] = []
  let row = indent
  let isEmpty = true
  for (const word of line.trim().split(/ +/)) {
    if (!isEmpty && row.length + 1 + word.length > width) {
      rows.push(row)
      row = rest
      isEmpty = true
    }
    row += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...rows, row].join('\n')
}
