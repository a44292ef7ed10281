import { type Answer, dayOf, nearlyBest } from '../extractive-answer.js'
import type { RankedLine } from '../lines/rank-lines.js'

const MOST_DATES_SHOWN = 10
/** Names as good as the best one's are counted together: 'Emergency room visit' of two code systems. */
const SAME_THING = 0.97

/**
 * How often what was asked for is in the context, and on which days. Only events are counted: how often a note
 * mentions a thing says nothing about how often it happened. What begins and ends is one, and so is an event that is
 * shown by its day and by its series.
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
