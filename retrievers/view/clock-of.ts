import { isVisible } from '../../corpus/visibility.js'
import type { ChartClock } from '../../reading/times/chart-clock.js'
import { lastEntryOf } from './last-entry.js'
import { oncePer } from './once-per.js'
import type { RecordView } from './record-view.js'

/** A visit of some hours or days; a chart that knows no such types has none. */
const STAY = /inpatient|hospital(?!.*outpatient)|emergency|observation|intensive|acute|admission/i

/** What the chart of a view says of the times that instructions count back from. */
export const clockOf = oncePer((view: RecordView): ChartClock => {
  const visits = view.shard.record.encounters
    .filter(({ start }) => start !== null && isVisible(start, view.asOf))
    .map(({ start, type }) => ({ start: start!, type: type ?? '' }))
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  const last = visits.at(-1)
  return {
    lastEntry: view.asOf === null ? lastEntryOf(view) : null,
    stay: visits.findLast(({ type }) => STAY.test(type))?.start ?? null,
    visitBefore:
      visits.findLast(({ start }) => start.slice(0, 10) !== last!.start.slice(0, 10))?.start ?? null,
  }
})
