import type { TokenCounter } from '../base/token-counter.js'
import { neutraliseTokens } from './special-tokens.js'

/** The marker lines around the record in the answer prompts. */
export const RECORD_BEGIN = '<<<BEGIN PATIENT RECORD>>>'
/** The marker line after the record. */
export const RECORD_END = '<<<END PATIENT RECORD>>>'

// A model reads a marker despite blanks and invisible characters, so we recognize such markers too.
const INVISIBLE = '\\s\\u00AD\\u200B-\\u200F\\u2060-\\u2064\\uFE00-\\uFE0F\\uFEFF'
const GAP = `[${INVISIBLE}]*`
const BETWEEN_WORDS = `[${INVISIBLE}_:.\\-]*`
const OPENING = '[<\\uFE64\\uFF1C]'
const CLOSING = '[>\\uFE65\\uFF1E]'
const LOOK_ALIKE = new RegExp(
  [
    `${OPENING}(?:${GAP}${OPENING}){2,}`,
    `${CLOSING}(?:${GAP}${CLOSING}){2,}`,
    `\\b(?:BEGIN|END)(?:${BETWEEN_WORDS}OF)?${BETWEEN_WORDS}PATIENT${BETWEEN_WORDS}RECORD\\b`,
  ].join('|'),
  'giu',
)
const OPENINGS = new RegExp(OPENING, 'gu')
const CLOSINGS = new RegExp(CLOSING, 'gu')
const WORD_GAPS = new RegExp(`(?<=\\p{L})${BETWEEN_WORDS}(?=OF|PATIENT|RECORD)`, 'giu')

/** Record text that a model cannot mistake for the end of the record. */
export type FencedText = {
  readonly text: string
  /** How many places a model could have mistaken for a marker. */
  readonly defused: number
  /** How many places a model could have read as a token of its own. */
  readonly neutralised: number
}

/**
 * Makes record text safe to be between the markers: anything that resembles one is changed visibly
 * ('<<<' to '‹‹‹', 'end patient record' to 'end·patient·record') and counted, and so is any text that a model would read as a
 * token of its own. All other text stays as it is. Fenced text may take more tokens, so pack it with `countFenced`.
 */
export function fenceRecordText(text: string): FencedText {
  let defused = 0
  const fenced = text.replace(LOOK_ALIKE, (found) => {
    defused += 1
    return found.replace(OPENINGS, '‹').replace(CLOSINGS, '›').replace(WORD_GAPS, '·')
  })
  const { text: safe, found } = neutraliseTokens(fenced)
  return { text: safe, defused, neutralised: found }
}

/** Counts a text as it will be between the markers, so that a packed context keeps to its budget in the prompt. */
export function countFenced(counter: TokenCounter): TokenCounter {
  const fenced = (text: string) => fenceRecordText(text).text
  const { tail, atLeast } = counter
  const counts = {
    ...counter,
    ...(counter.identity === undefined ? {} : { identity: `${counter.identity} fenced` }),
    count: (text: string) => counter.count(fenced(text)),
    ...(atLeast === undefined ? {} : { atLeast: (text: string) => atLeast(fenced(text)) }),
  }
  if (tail === undefined) return counts
  return {
    ...counts,
    tail(text, tokens) {
      const end = tail(text, tokens)
      const { text: read, defused, neutralised } = fenceRecordText(end.text)
      return defused + neutralised === 0 ? end : { text: end.text, tokens: counter.count(read) }
    },
  }
}
