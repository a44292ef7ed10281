import type { Measure } from '../measured/measure-row.js'
import { evidencePlaces, isShown, unknownShown } from './shown-places.js'

const MS_PER_DAY = 86_400_000

/** How far back a context reaches. It covers only evidence that was found, so it does not compare arms that find different evidence. */
export const evidenceAge: Measure = {
  name: 'evidence-age',
  definition:
    'Days from the newest judged evidence shown (essential or supporting) to the as-of time, or to the end of the record if there is no as-of time. Descriptive: neither higher nor lower is better.',
  direction: 'neither',
  best: null,
  full: 100,
  unit: 'days',
  needs: ['evidence', 'evidence-times', 'passages'],
  of: (item) => {
    const places = evidencePlaces(item)
    if ('reason' in places) return places
    if (typeof item.asOf !== 'string') return { reason: 'no as-of time and no end of the record' }
    const unknown = unknownShown(item)
    if (unknown !== null) return unknown
    const shown = places.filter((place) => isShown(place, item.passages))
    if (shown.length === 0) return { reason: 'no evidence shown' }
    const times = shown.flatMap(({ time }) => (typeof time === 'string' ? [msOf(time)] : []))
    if (times.length === 0) return { reason: 'the shown evidence has no time' }
    return (msOf(item.asOf) - Math.max(...times)) / MS_PER_DAY
  },
}

/** Both ends of a difference are read in the same way, so the time zone does not matter. */
function msOf(time: string): number {
  return Date.parse(`${time.replace(' ', 'T')}Z`)
}
