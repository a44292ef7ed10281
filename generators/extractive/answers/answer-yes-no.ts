import { type Answer, dated, nearlyBest, said } from '../extractive-answer.js'
import { askedStems, type Query } from '../extractive-query.js'
import type { RankedLine } from '../lines/rank-lines.js'
import { isDenied } from './answer-denial.js'
import { openOnes } from './answer-list.js'

/**
 * A line answers yes only if it contains nearly all words of the question: a line that is similar only in
 * meaning may be about something else.
 */
const SURE_SHARE = 0.7
const SURE_WHOLE = 0.6
const LIKELY_SHARE = 0.4
const SURE_MEANING = 0.7

/**
 * Yes or no, with the line that shows it; null if there is no usable line. If no line surely contains what was
 * asked for, the nearest sentence is given without a yes or no, because it may say the same in other words; the
 * caller decides whether it is near enough to be shown.
 */
export function answerYesNo(ranked: readonly RankedLine[], query: Query): Answer | null {
  const best = ranked[0]
  if (best === undefined) return null
  const sure = nearlyBest(ranked).filter(isSure)
  const line = sure[0]
  // An event that is merely similar is another event; a sentence may say the same in other words.
  if (line === undefined) return best.isEvent ? null : { text: best.text, lines: [best] }
  if (line.isEvent) return { text: `Yes. ${dated(line)}`, lines: [line] }
  return { text: `${isDenied(line.text, askedStems(query)) ? 'No' : 'Yes'}. ${line.text}`, lines: [line] }
}

function isSure({ whole, share, meaning }: RankedLine): boolean {
  return whole >= SURE_WHOLE || (share >= LIKELY_SHARE && meaning >= SURE_MEANING)
}

/**
 * Whether something with a start and an end is still open at the end of the context; null if no line near the
 * best reports such a thing.
 */
export function answerStillOpen(ranked: readonly RankedLine[]): Answer | null {
  const events = nearlyBest(
    ranked.filter(({ isEvent, phase, share }) => isEvent && phase !== null && share >= SURE_SHARE),
  )
  if (events.length === 0) return null
  const [open] = openOnes(events)
  if (open !== undefined) return { text: `Yes. ${dated(open)}`, lines: [open] }
  const last = events.reduce((a, b) => ((b.time ?? '') > (a.time ?? '') ? b : a))
  const ended = last.phase === 'both' ? said(last) : `${last.name} ended`
  return { text: `No. ${last.time === null ? '' : `${last.time.slice(0, 10)}: `}${ended}`, lines: [last] }
}
