import type { ChartTime } from '../../corpus/record.js'
import { findDates } from '../../reading/times/dates.js'

/** Days [first, last] that a piece names, and as much of the time of day as it does, 'HH:MM' or 'HH:MM:SS'. */
export type NamedTime = { readonly first: string; readonly last: string; readonly clock: string | null }

/** A piece of evidence whose date may be anywhere and in any form. */
export type DatedPiece = {
  readonly time: NamedTime | null
  /** Whether it comes before or after the rest, as a label, and not among the words. */
  readonly isApart: boolean
  /** The piece without its date and time: 'name value unit' of an event. */
  readonly body: string
  /** The words of a note that it may quote, the likelier reading first. */
  readonly quotes: readonly string[]
}

/** The last year to assume if none is known: two digits of a year are then those of this century. */
export const NO_YEAR = 2099

const SLASHED = /\b(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b/g
const CLOCK = /^[\s,T]*(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\b\.?)?/
const BULLET = /^\s*(?:[-*•·▪◦‣–—>]+|\(?\d{1,2}[.)](?=\s))\s*/
const QUOTATION = /["“”„«]([^"“”„«»]{4,}(?:"[^"“”]*"[^"“”]*)*)["“”»]/
const LABEL = /^[^:\n"“]{1,80}:\s+/
const LEADING = /^(?:on|dated?|from|as of)?$/i
const AROUND = /^[\s:;,.()[\]|–-]+|[\s:;,([|–-]+$/g

/** @param lastYear the last of the record: '3/30/22' names no later one */
export function datedPiece(written: string, lastYear: number): DatedPiece {
  const text = written.replace(BULLET, '').trim()
  const readable = text
    .replaceAll(SLASHED, (_, ...[year, month, day]: string[]) => `${year}-${month}-${day}`)
    .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
  const date = findDates(readable, lastYear).find(({ precision }) => precision !== 'year')
  const quoted = QUOTATION.exec(text)?.[1]
  if (date === undefined) return { time: null, isApart: false, body: text, quotes: quotesOf(text, quoted) }
  const clock = CLOCK.exec(text.slice(date.end))
  const before = text.slice(0, date.start).replaceAll(AROUND, '')
  const after = text.slice(date.end + (clock?.[0].length ?? 0)).replaceAll(AROUND, '')
  const isApart = LEADING.test(before) || after === ''
  return {
    time: { first: date.first, last: date.last, clock: clock === null ? null : clockOf(clock) },
    isApart,
    body: `${before} ${after}`.trim(),
    quotes: quotesOf(isApart ? `${LEADING.test(before) ? '' : before} ${after}`.trim() : text, quoted),
  }
}

/** Whether a time is on one of the days that a piece names. */
export function isWithin(time: ChartTime | null, { first, last }: NamedTime): boolean {
  return time !== null && time.slice(0, 10) >= first && time.slice(0, 10) <= last
}

function quotesOf(text: string, quoted: string | undefined): string[] {
  const unlabelled = text.replace(LABEL, '')
  return [...new Set(quoted === undefined ? [text, unlabelled] : [quoted])].filter((quote) => quote !== '')
}

function clockOf([, hour, minute, second, half]: RegExpExecArray): string {
  const written = Number(hour)
  const isLater = half?.toLowerCase() === 'p' && written < 12
  const isMidnight = half?.toLowerCase() === 'a' && written === 12
  const hours = String(isLater ? written + 12 : isMidnight ? 0 : written).padStart(2, '0')
  return `${hours}:${minute}${second === undefined ? '' : `:${second}`}`
}

/** What a piece looks like: words in quotation marks, a line with a date, or neither. */
export type PieceKind = 'quotation' | 'dated line' | 'words'

/** What a piece of evidence is: a quotation, a dated line, or words. */
export function kindOf(text: string): PieceKind {
  if (QUOTATION.test(text)) return 'quotation'
  return datedPiece(text, NO_YEAR).isApart ? 'dated line' : 'words'
}
