import { type Answer, dayOf, extreme, nearlyBest } from '../extractive-answer.js'
import type { RankedLine } from '../lines/rank-lines.js'
import { openOnes } from './answer-list.js'

/** An amount with its unit: '200 mg', '49/51 mg', '5000 units'. */
const AMOUNT = /\d[\d.,/]*\s?(?:mg|mcg|µg|g|ml|units?|iu|meq|puffs?|tabs?|tablets?)\b/i
/** How often a drug is taken, as a note says it. */
const RHYTHM =
  /\b(?:daily|nightly|weekly|twice|once|bid|tid|qid|qd|qhs|every|before|with meals|prn|at bedtime|a day)\b/i

/**
 * How much of a drug is taken: the line of a note that gives an amount and a frequency, if it is no older than
 * the open order; otherwise the name of that order. Null if no line gives an amount.
 */
export function answerDose(ranked: readonly RankedLine[]): Answer | null {
  const near = nearlyBest(ranked, 0.7).filter(({ text, share }) => AMOUNT.test(text) && share > 0)
  const orders = near.filter(({ isEvent, phase }) => isEvent && phase !== null)
  const order = extreme(openOnes(orders), ({ time }) => time, 1) as RankedLine | undefined
  const notes = near.filter((line) => !line.isEvent && RHYTHM.test(line.text))
  const note = extreme(
    notes.filter(({ time }) => order === undefined || (time ?? '') >= (order.time ?? '')),
    ({ time }) => time,
    1,
  )
  const best = note ?? order ?? extreme(notes, ({ time }) => time, 1)
  if (best === undefined) return null
  const since = order === undefined ? null : dayOf(order)
  const text = best.isEvent ? best.name : best.text
  const lines = order === undefined || order === best ? [best] : [best, order]
  return { text: since === null ? text : `${text} (since ${since})`, lines }
}
