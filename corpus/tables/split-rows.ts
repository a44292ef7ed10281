/** The fields of one row, and the line on which the row ends. */
export type Row = { readonly line: number; readonly fields: readonly string[] }

/** The position of a field in the text, its quotes included. */
type Field = { readonly start: number; readonly end: number; readonly isQuoted: boolean }
type LineEnd = '\n' | '\r\n' | '\r' | ''
type Line = { readonly fields: readonly Field[]; readonly end: LineEnd }

/**
 * Splits a table into rows and fields; empty lines are skipped. A field is quoted if it begins with a quote and a closing
 * one comes before a delimiter, a line end or the end, with every quote between them doubled. Any other quote is a plain
 * character: clinicians write 5'11" and leave quotations open, and a reader that takes the first of them at its word
 * swallows the rows that follow.
 *
 * Rows end with LF, CRLF or CR. If the header does not end with CR, a lone CR is text if the fields on both of its sides
 * fit into one row.
 */
export function splitRows(text: string, delimiter: string): Row[] {
  const lines = splitLines(text, delimiter)
  const header = lines.find((line) => !isBlank(line))
  const rows: Row[] = []
  let number = 1
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i]!
    while (header?.end !== '\r' && i + 1 < lines.length && isOneRow(line, lines[i + 1]!, header)) {
      line = joined(line, lines[++i]!)
    }
    for (const field of line.fields) if (field.isQuoted) number += lineEnds(text, field, header?.end)
    if (!isBlank(line))
      rows.push({ line: number, fields: line.fields.map((field) => fieldText(field, text)) })
    number++
  }
  return rows
}

function isOneRow(line: Line, next: Line, header: Line | undefined): boolean {
  const most = header?.fields.length ?? 0
  const fields = line.fields.length + next.fields.length - 1
  return line.end === '\r' && fields <= most && !isBlank(line) && !isBlank(next)
}

/** The last field of a line continues in the next one. */
function joined(line: Line, next: Line): Line {
  const [first, ...rest] = next.fields
  const last = { start: line.fields.at(-1)!.start, end: first!.end, isQuoted: false }
  return { fields: [...line.fields.slice(0, -1), last, ...rest], end: next.end }
}

function splitLines(text: string, delimiter: string): Line[] {
  const lines: Line[] = []
  let fields: Field[] = []
  let at = 0
  while (at < text.length) {
    const quoted = text[at] === '"' ? quotedEnd(text, at, delimiter) : null
    const end = quoted ?? fieldEnd(text, at, delimiter)
    fields.push({ start: at, end, isQuoted: quoted !== null })
    at = end
    if (text[at] === delimiter) {
      at++
      if (at === text.length) fields.push({ start: at, end: at, isQuoted: false })
      continue
    }
    const lineEnd = lineEndAt(text, at)
    lines.push({ fields, end: lineEnd })
    fields = []
    at += lineEnd.length
  }
  if (fields.length > 0) lines.push({ fields, end: '' })
  return lines
}

/** After the closing quote of the field that begins at `start`; null if none closes it. */
function quotedEnd(text: string, start: number, delimiter: string): number | null {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at)) {
    const next = text[at + 1]
    if (next === '"') at += 2
    else if (next === undefined || next === delimiter || lineEndAt(text, at + 1) !== '') return at + 1
    else return null
  }
  return null
}

function fieldEnd(text: string, start: number, delimiter: string): number {
  let end = start
  while (end < text.length && text[end] !== delimiter && lineEndAt(text, end) === '') end++
  return end
}

function lineEndAt(text: string, at: number): LineEnd {
  if (text[at] === '\n') return '\n'
  if (text[at] !== '\r') return ''
  return text[at + 1] === '\n' ? '\r\n' : '\r'
}

function isBlank({ fields }: Line): boolean {
  const [first] = fields
  return fields.length === 1 && first!.end - first!.start === (first!.isQuoted ? 2 : 0)
}

function fieldText({ start, end, isQuoted }: Field, text: string): string {
  return isQuoted ? text.slice(start + 1, end - 1).replaceAll('""', '"') : text.slice(start, end)
}

/** An editor counts a lone CR as a line end in a table whose rows end so. */
function lineEnds(text: string, { start, end }: Field, endOfHeader: LineEnd | undefined): number {
  const pattern = endOfHeader === '\r' ? /\r\n|\n|\r/g : /\n/g
  return text.slice(start, end).match(pattern)?.length ?? 0
}
