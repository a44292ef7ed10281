import { findDates, type NamedDate } from '../text/words/find-dates.js'
import { type Quantity, quantities } from '../text/words/quantities.js'
import { contentWordsOf, denies, hasWord } from './claim-words.js'

/** Whether what a claim says occurs in a text; 'nothing to look for' if it has no number, no date and no content word. */
export type ClaimSupport = 'found' | 'not found' | 'nothing to look for'

const ISO_DATE = /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?/g
const NO_NUMBER = /^\[\d+\] |\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?|\b\d{1,2}\/\d{1,2}\/\d{2,4}\b/gm
const NUMBER = /(?<![\p{L}\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)/gu
const SENTENCE_END = /(?<=[.!?])\s+|[\r\n]+/
const CLAUSE_END = /[,;:]|\b(?:but|although|however|while|except)\b/i
/** How many of a claim's words a sentence must have to decide whether the claim denies what the text affirms. */
const ABOUT = 0.5

/**
 * Whether all numbers, dates and content words of a claim occur in a text, and whether one of the sentences that share most words
 * with it denies if the claim denies and affirms if it affirms. A number may be rounded to the digits of the claim; a date may be
 * more exact in the text. Words are compared by their stems. It cannot see a paraphrase, a computed number or a wrong relation.
 */
export function claimSupport(claim: string, text: string): ClaimSupport {
  const [dates, numbers, words] = [findDates(claim), quantities(claim), contentWordsOf(claim)]
  if (dates.length + numbers.length + words.length === 0) return 'nothing to look for'
  const lower = text.toLowerCase()
  const isFound =
    words.every((word) => hasWord(lower, word)) &&
    (numbers.length === 0 || haveNumbers(text, numbers)) &&
    (dates.length === 0 || haveDates(text, dates)) &&
    (words.length === 0 || hasPolarity(lower, words, denies(claim)))
  return isFound ? 'found' : 'not found'
}

function haveNumbers(text: string, wanted: readonly Quantity[]): boolean {
  const named = (text.replace(NO_NUMBER, ' ').match(NUMBER) ?? []).map((one) =>
    Number(one.replaceAll(',', '')),
  )
  return wanted.every(({ value, step }) =>
    named.some((other) => Math.abs(other - Math.abs(value)) <= step / 2 + 1e-9 * Math.abs(value)),
  )
}

function haveDates(text: string, wanted: readonly NamedDate[]): boolean {
  const iso = (text.match(ISO_DATE) ?? []).map((one) => ({
    year: Number(one.slice(0, 4)),
    month: Number(one.slice(5, 7)),
    day: Number(one.slice(8, 10)),
  }))
  const others = wanted.filter((date) => !iso.some((one) => isDate(one, date)))
  if (others.length === 0) return true
  const named = findDates(text)
  return others.every((date) => named.some((one) => isDate(one, date)))
}

function isDate(found: NamedDate, { year, month, day }: NamedDate): boolean {
  return (
    found.year === year && (month === null || found.month === month) && (day === null || found.day === day)
  )
}

function hasPolarity(text: string, words: readonly string[], isDenial: boolean): boolean {
  const sentences = text.split(SENTENCE_END).map((sentence) => ({
    sentence,
    shared: words.filter((word) => hasWord(sentence, word)),
  }))
  const most = sentences.reduce((largest, { shared }) => Math.max(largest, shared.length), 0)
  if (most < ABOUT * words.length) return true
  return sentences.some(
    ({ sentence, shared }) =>
      shared.length === most && (denies(sentence) === isDenial || hasClause(sentence, shared, isDenial)),
  )
}

/** 'No fever, has a cough' denies as a sentence, but not in the part that has the word cough. */
function hasClause(sentence: string, words: readonly string[], isDenial: boolean): boolean {
  return sentence
    .split(CLAUSE_END)
    .some((clause) => denies(clause) === isDenial && words.some((word) => hasWord(clause, word)))
}
