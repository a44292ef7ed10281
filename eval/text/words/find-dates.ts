import { daysIn, findForms, monthNumber } from '../../../base/text/calendar.js'

/** A date as far as a text names it; month and day from 1, null if it does not. */
export type NamedDate = { readonly year: number; readonly month: number | null; readonly day: number | null }

/** A date with the characters [start, end) that name it. */
export type FoundDate = NamedDate & { readonly start: number; readonly end: number }

const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const YEAR = "(?<year>(?:18|19|20)\\d{2}|'\\d{2})"
const BEFORE = '(?<![\\p{L}\\p{N}.,/-])'
const BEHIND = '(?![\\p{L}\\p{N}]|[/.,-]\\d)'

/** From the most to the least specific form. Text that an earlier form matched is not part of a later one. */
const FORMS = [
  '(?<year>(?:18|19|20)\\d{2})-(?<number>\\d{1,2})-(?<day>\\d{1,2})(?:[T ]\\d{2}:\\d{2}(?::\\d{2})?)?',
  '(?<year>(?:18|19|20)\\d{2})/(?<number>\\d{1,2})/(?<day>\\d{1,2})',
  '(?<first>\\d{1,2})(?<mark>[/.-])(?<second>\\d{1,2})\\k<mark>(?<year>\\d{4}|\\d{2})',
  `${DAY}[ -]+(?:of )?${MONTH}[ ,-]+(?<year>(?:18|19|20)?\\d{2})`,
  `${MONTH} +${DAY},? +${YEAR}`,
  `${MONTH}(?: of)?[ ,-]+${YEAR}`,
  '(?<number>\\d{1,2})/(?<year>(?:18|19|20)\\d{2})',
  '(?<year>(?:18|19|20)\\d{2})-(?<number>\\d{2})',
  "(?<=(?:in|since|from|until|before|after|during|year|by) +)(?<year>(?:18|19|20)\\d{2}|'\\d{2})",
  '(?<=^\\s*)(?<year>(?:18|19|20)\\d{2})(?=\\s*\\.?\\s*$)',
].map((form) => new RegExp(`${BEFORE}${form}${BEHIND}`, 'giu'))

/**
 * The dates of a text in order, ISO and as clinicians write them: 2022-03-30, 3/30/22, 30-Mar-2022, March 30th, 2022, 03/2022, Mar
 * 2022, and a year after such a word as 'since'. Month before day, as in the US, if both are possible; two digits below 50 are of
 * this century. A day without a year is no date, nor is one that the calendar does not have.
 */
export function findDates(text: string): FoundDate[] {
  return findForms(text, FORMS, dateOf)
}

function dateOf(parts: Readonly<Record<string, string | undefined>>): NamedDate | null {
  const year = yearOf(parts['year']!)
  const [first, second] = [parts['first'], parts['second']].map((part) => Number(part ?? Number.NaN))
  const isDayFirst = first! > 12
  const number = Number(parts['number'] ?? (isDayFirst ? second : first))
  const month = parts['month'] === undefined ? number : monthNumber(parts['month'])
  const day = Number(parts['day'] ?? (isDayFirst ? first : second))
  if (Number.isNaN(month)) return { year, month: null, day: null }
  if (month < 1 || month > 12) return null
  if (Number.isNaN(day)) return { year, month, day: null }
  return day >= 1 && day <= daysIn(year, month) ? { year, month, day } : null
}

function yearOf(digits: string): number {
  const year = Number(digits.replace("'", ''))
  if (year >= 100) return year
  return year < 50 ? 2000 + year : 1900 + year
}
