import { SHORT_MONTH } from '../base/text/calendar.js'
import { parseChartTime } from '../corpus/chart-time.js'
import type { ChartTime } from '../corpus/record.js'

/** A piece of an evidence cell in its parts. */
export type EvidencePiece = {
  /** The piece as written, quotation marks and all. */
  readonly text: string
  /** The date, 'YYYY-MM-DD', or the minute or second, as far as the piece names one in front: a prefix of chart times. */
  readonly time: ChartTime | null
  /** What follows the time: 'name value unit' of an event, or words of a note. */
  readonly rest: string
  /** The text in quotation marks after the time and a label; null if there is none. */
  readonly quoted: string | null
}

const TIME =
  /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4})(?:[T ]\s*(\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm]\b)?))?(?![\d/])[\s:,–-]*/
/** '05/06/2026 progress note: "…"': at most a label of one line comes before the quotation. */
const QUOTATION = /^(?:[^"“\n]{0,80}:\s*)?(?:"([\s\S]+)"|“([\s\S]+)”)$/
const MORE =
  /(?:^|[;|,\n\s(]|\.\.\.|…)\s*(?:and|\+|&|plus)\s*(\d+)\s+(?:more|others?)(?:\s+(?:rows?|entries|events|results|values|visits))?\)?\.?\s*$/i
const DATE = String.raw`\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)\b|\d{1,2}[ -]?(?:${SHORT_MONTH})[a-z]*[ ,.-]*\d{2,4}\b|(?:${SHORT_MONTH})[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}`
/** A separator before something that only a new piece begins with: a date, a quotation mark; on a line, a bullet. */
const NEXT_PIECE = new RegExp(String.raw`\s*(?:\n+|;|\s\|\s)\s*(?=${DATE}|["“])|\s*\n+\s*(?=[-*•·] )`, 'gi')
const ANY_SEPARATOR = /\s*(?:\n+|;)\s*/

/** A cell without its closing 'and 2 more', and how many it only counts. */
export function withoutMore(cell: string): { text: string; elided: number } {
  const match = MORE.exec(cell)
  if (match === null) return { text: cell.trim(), elided: 0 }
  return { text: cell.slice(0, match.index).trim(), elided: Number(match[1]) }
}

/** Splits one piece into its parts. Does not search the record. */
export function readPiece(written: string): EvidencePiece {
  const text = written.trim()
  const match = TIME.exec(text)
  const parsed = match === null ? null : parseChartTime(`${match[1]} ${match[2] ?? ''}`)
  const rest = parsed === null ? text : text.slice(match![0].length)
  const quotation = QUOTATION.exec(rest)
  return {
    text,
    time:
      parsed === null ? null : parsed.time.slice(0, { day: 10, minute: 16, second: 19 }[parsed.precision]),
    rest,
    quoted: quotation?.[1] ?? quotation?.[2] ?? null,
  }
}

/**
 * Splits where a new piece visibly begins: a separator with a date or a quotation after it, outside of a quotation. A
 * mark that is never closed (5'11") quotes nothing.
 */
export function splitPieces(cell: string): string[] {
  const pieces: string[] = []
  let begin = 0
  for (const match of cell.matchAll(NEXT_PIECE)) {
    const piece = cell.slice(begin, match.index)
    if (hasOpenQuotation(piece) && !hasOpenQuotation(cell.slice(begin))) continue
    pieces.push(piece)
    begin = match.index + match[0].length
  }
  return [...pieces, cell.slice(begin)].filter((piece) => piece.trim() !== '')
}

/** Splits at every line and ';', which may also be within a value; a quotation is never split. */
export function splitParts(piece: string): string[] {
  if (readPiece(piece).quoted !== null) return [piece]
  return splitOutside(piece, ANY_SEPARATOR)
}

/** Splits at every line; a quotation is never split. */
export function splitLines(piece: string): string[] {
  return splitOutside(piece, /\n+/)
}

/** The cells of a row of a table; a bar without blanks is within a value ('start|end'). */
export function splitCells(piece: string): string[] {
  return splitOutside(piece, /\s\|\s/)
}

/** 'On 3/1/2020, sodium 139, potassium 4.1 and chloride 101': splits at commas, which often are within a name. */
export function splitList(piece: string): string[] {
  return splitOutside(piece, /,\s+(?:and\s+)?/)
}

/** Splits at separators, and joins the parts of a quotation again. */
function splitOutside(piece: string, separator: RegExp): string[] {
  const parts: string[] = []
  let begin = 0
  for (const match of piece.matchAll(new RegExp(separator, 'g'))) {
    const part = piece.slice(begin, match.index)
    if (hasOpenQuotation(part) && !hasOpenQuotation(piece.slice(begin))) continue
    parts.push(part)
    begin = match.index + match[0].length
  }
  return [...parts, piece.slice(begin)].filter((part) => part.trim() !== '')
}

function hasOpenQuotation(text: string): boolean {
  return (text.match(/["“”]/g)?.length ?? 0) % 2 === 1
}
