import type { TimeMode } from '../../../reading/cues.js'
import { type Answer, dated, dayOf, extreme, nearlyBest } from '../extractive-answer.js'
import type { RankedLine } from '../lines/rank-lines.js'
import { type Act, isOfAct } from './answer-acts.js'

/** An event that has at least this fraction of the best line's share of words is preferred to any sentence. */
const EVENT_SHARE = 0.8

/**
 * The day of what was asked for, and what happened. For 'stop', ends are searched; for 'start', starts, if the
 * lines say which they are. Null if no line has a time.
 */
export function answerWhen(ranked: readonly RankedLine[], mode: TimeMode, act: Act | null): Answer | null {
  const timed = ranked.filter(({ time }) => time !== null)
  // A note mentions a thing on many days; the event gives the actual day.
  const events = timed.filter(({ isEvent, share }) => isEvent && share >= EVENT_SHARE * timed[0]!.share)
  const near = nearlyBest(events.length > 0 ? events : timed)
  const fitting = near.filter((line) => isOfAct(line, act))
  const lines = fitting.length > 0 ? fitting : near
  const line = pickByTime(lines, mode, act)
  return line === undefined ? null : { text: dated(line), lines: [line] }
}

function pickByTime(lines: readonly RankedLine[], mode: TimeMode, act: Act | null): RankedLine | undefined {
  // If a question asks for a day, the best line of that day is chosen, not one that was written a minute
  // earlier.
  if (act === 'stop') return extreme(lines, dayOf, 1)
  if (mode === 'last') return extreme(lines, dayOf, 1)
  if (mode === 'first' || act === 'start') return extreme(lines, dayOf, -1)
  return lines[0]
}
