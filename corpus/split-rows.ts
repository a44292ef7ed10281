/** The fields of one row, and the line on which the row ends. */
export type Row = { readonly line: number; readonly fields: readonly string[] }

/**
 * Splits a table into rows and fields; empty lines are no rows. A field is quoted where it begins with a quote and a closing
 * one stands before a delimiter, a line end or the end, with every quote between them doubled. Any other quote is a plain
 * character: clinicians write 5'11" and leave quotations open, and a reader that takes the first of them at its word
 * swallows the rows that follow.
 */
export function splitRows(text: string, delimiter: string): Row[] {
  const rows: Row[] = []
  let fields: string[] = []
  let line = 1
  let at = 0
  const endOfRow = () => {
    if (fields.length > 1 || fields[0] !== '') rows.push({ line, fields })
    fields = []
  }
  while (at < text.length) {
    const quoted = text[at] === '"' ? quotedEnd(text, at, delimiter) : null
    const end = quoted ?? fieldEnd(text, at, delimiter)
    const field = quoted === null ? text.slice(at, end) : text.slice(at + 1, end - 1).replaceAll('""', '"')
    fields.push(field)
    if (quoted !== null) line += lineFeeds(field)
    at = end
    if (text[at] === delimiter) {
      at++
      if (at === text.length) fields.push('')
      continue
    }
    if (text[at] === '\r') at++
    endOfRow()
    at++
    line++
  }
  if (fields.length > 0) endOfRow()
  return rows
}

/** Behind the closing quote of the field that begins at `start`; null where none closes it. */
function quotedEnd(text: string, start: number, delimiter: string): number | null {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at)) {
    const next = text[at + 1]
    if (next === '"') at += 2
    else if (next === undefined || next === delimiter || isLineEnd(text, at + 1)) return at + 1
    else return null
  }
  return null
}

function fieldEnd(text: string, start: number, delimiter: string): number {
  let end = start
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text, end)) end++
  return end
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n')
}

function lineFeeds(text: string): number {
  return text.split('\n').length - 1
}
