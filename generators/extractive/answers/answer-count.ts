import { type Answer, dayOf, nearlyBest } from '../extractive-answer.js'
import type { RankedLine } from '../lines/rank-lines.js'

const MOST_DATES_SHOWN = 10
/** Names that match as well as the best one are counted together: 'Emergency room visit' in two code systems. */
const SAME_THING = 0.97

/**
 * How often the thing that was asked for occurs in the context, and on which days; null if the best line is not
 * an event, or no such event has a date. Only events are counted: how often a note mentions something says
 * nothing about how often it happened. A start and its end count once, and so does an event that is shown both
 * under its day and in its series.
 */
export function answerCount(ranked: readonly RankedLine[], isListing: boolean): Answer | null {
  const best = ranked[0]
  if (best === undefined || !best.isEvent) return null
  const events = ranked.filter(({ isEvent, phase, time }) => isEvent && phase !== 'end' && time !== null)
  const counted = new Map<string, RankedLine>()
  for (const line of nearlyBest(events, SAME_THING)) {
    const key = isListing ? `${line.time} ${line.name}` : line.time!
    if (!counted.has(key)) counted.set(key, line)
  }
  const lines = [...counted.values()]
  if (lines.length === 0) return null
  const days = [...new Set(lines.map((line) => dayOf(line)!))].sort()
  const shown = days.slice(0, MOST_DATES_SHOWN).join(', ')
  return { text: `${lines.length} (${shown}${days.length > MOST_DATES_SHOWN ? ', …' : ''})`, lines }
}
