import { daysIn, findForms, MONTHS, monthNumber } from '../../base/text/calendar.js'

/**
 * A day, month or year that a text names: its first and last day as 'YYYY-MM-DD', both inclusive, and its
 * position in the text.
 */
export type DateMention = {
  readonly first: string
  readonly last: string
  readonly precision: 'day' | 'month' | 'year'
  readonly start: number
  readonly end: number
}

const NAME = `(?<name>${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')}|sept)\\.?`
const YEAR = `(?<year>(?:19|20)\\d\\d|['’]\\d\\d)`
/** Two digits without an apostrophe are a year only after a day and a month. */
const SHORT_YEAR = `(?<year>(?:19|20)\\d\\d|['’]?\\d\\d)`
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const FROM = '(?<![\\w/.])'
const TO = '(?![\\w/]|\\.\\d)'
/** Excludes four-digit numbers with a unit, which are doses or counts. */
const NO_UNIT = '(?!\\s*(?:m?c?g|kg|ml|units?|iu|meq|k?cal|steps|cells|ppm|hours|hrs|pm|am)\\b)'

/** The order matters: '30 mar 2022' must not be read as 'mar 2022'. */
const FORMS: readonly RegExp[] = [
  `${FROM}(?<year>\\d{4})-(?<month>\\d{1,2})-${DAY}${TO}`,
  `${FROM}(?<month>\\d{1,2})[/.-](?<day>\\d{1,2})[/.-]${SHORT_YEAR}${TO}`,
  `${FROM}${DAY}[ -]*(?:of )?${NAME}[ ,-]*(?:of )?${SHORT_YEAR}${TO}`,
  `${FROM}${NAME}[ -]*${DAY}(?:,? +|,|-)(?:of )?${YEAR}${TO}`,
  `${FROM}${NAME}[ ,-]*(?:of )?${YEAR}${TO}`,
  `${FROM}(?<month>\\d{1,2})/(?<year>(?:19|20)\\d\\d)${TO}`,
  `${FROM}${YEAR}${TO}${NO_UNIT}`,
].map((form) => new RegExp(form, 'g'))

/**
 * All dates of a text as clinicians write them ('3/30/22', '30-Mar-2022', "Mar '22", "'22"), in the order of the
 * text. If both orders are possible, the month comes first.
 * @param text in lower case
 * @param lastYear the latest year that two digits can mean
 */
export function findDates(text: string, lastYear: number): DateMention[] {
  return findForms(text, FORMS, (groups) => rangeOf(groups, lastYear))
}

type Range = Pick<DateMention, 'first' | 'last' | 'precision'>

function rangeOf(groups: Readonly<Record<string, string | undefined>>, lastYear: number): Range | null {
  const year = yearOf(groups['year']!, lastYear)
  const named = groups['name']
  let month = named === undefined ? Number(groups['month'] ?? 0) : monthNumber(named)
  let day = Number(groups['day'] ?? 0)
  if (named === undefined && month > 12 && day >= 1 && day <= 12) [month, day] = [day, month]
  if (month === 0) return { first: `${year}-01-01`, last: `${year}-12-31`, precision: 'year' }
  if (month > 12 || day > 31) return null
  const start = `${year}-${String(month).padStart(2, '0')}`
  if (day === 0) return { first: `${start}-01`, last: `${start}-${daysIn(year, month)}`, precision: 'month' }
  const date = `${start}-${String(day).padStart(2, '0')}`
  return { first: date, last: date, precision: 'day' }
}

function yearOf(text: string, lastYear: number): number {
  if (text.length === 4) return Number(text)
  const year = 2000 + Number(text.slice(-2))
  return year <= lastYear ? year : year - 100
}
