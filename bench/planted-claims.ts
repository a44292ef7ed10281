import { contentWordsOf, denies } from '../eval/answers/claim-words.js'
import { findDates } from '../eval/text/words/find-dates.js'
import { quantities } from '../eval/text/words/quantities.js'

/** How a claim was made false. */
export const PLANTED = ['number', 'date', 'drug', 'negation'] as const
export type Planted = (typeof PLANTED)[number]

const DRUGS = ['tacrolimus', 'clozapine', 'rituximab', 'digoxin']
const DENIAL = /\b(?:no|not|never|without|denies|negative for|does not)\s+/i

/** A claim with one thing changed, so that what supported it no longer does; null if it has no such thing. */
export function plant(claim: string, kind: Planted): string | null {
  if (kind === 'number') return withOtherNumber(claim)
  if (kind === 'date') return withOtherDate(claim)
  if (kind === 'drug') return withOtherWord(claim)
  return denies(claim) ? withoutDenial(claim) : `It is not true that ${claim}`
}

/** A third larger, at least by two of the last digit. */
function withOtherNumber(claim: string): string | null {
  const dates = findDates(claim)
  const [first] = quantities(claim)
  if (first === undefined) return null
  const value = Math.abs(first.value)
  const digits = Math.max(0, Math.round(-Math.log10(first.step)))
  const other = (value + Math.max(2 * first.step, value / 3)).toFixed(digits)
  for (const found of claim.matchAll(/(?<![\p{L}\d.])\d[\d,]*(?:\.\d+)?/gu)) {
    const isInDate = dates.some(({ start, end }) => found.index >= start && found.index < end)
    if (!isInDate && Number(found[0].replaceAll(',', '')) === value)
      return claim.slice(0, found.index) + other + claim.slice(found.index + found[0].length)
  }
  return null
}

/** The first of its month becomes the second; another day becomes the one before; what has no day is a year earlier. */
function withOtherDate(claim: string): string | null {
  const [first] = findDates(claim)
  if (first === undefined) return null
  const { year, month, day, start, end } = first
  const two = (part: number) => String(part).padStart(2, '0')
  const other =
    month === null
      ? `${year - 1}`
      : day === null
        ? `${two(month)}/${year - 1}`
        : `${year}-${two(month)}-${two(day === 1 ? 2 : day - 1)}`
  return claim.slice(0, start) + other + claim.slice(end)
}

/** The longest content word becomes a drug that no chart of the bench has. */
function withOtherWord(claim: string): string | null {
  const word = contentWordsOf(claim).toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))[0]
  if (word === undefined || word.length < 4) return null
  return claim.replace(new RegExp(word, 'i'), DRUGS[word.length % DRUGS.length]!)
}

function withoutDenial(claim: string): string | null {
  return DENIAL.test(claim) ? claim.replace(DENIAL, '') : null
}
