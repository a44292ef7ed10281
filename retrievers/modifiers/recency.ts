import type { ChartTime } from '../../corpus/record.js'
import { latestOf } from '../../corpus/time-order.js'
import type { Chunk } from '../../indexes/chunks/chunk.js'
import { lastEntryOf } from '../view/last-entry.js'
import type { RecordView } from '../view/record-view.js'
import type { Modifier } from './modifier.js'
import { rescored } from './rescored.js'

const DAY_MS = 86_400_000
/** What nobody dated counts as one half-life old. */
const UNDATED = 0.5

/**
 * Halves a score for every `halfLife` days between the passage and the instruction's asOf, or the newest time of the chart
 * where there is none. Of events the newest counts.
 */
export function recency(halfLife: number): Modifier {
  return (ranked, _, view) => {
    const now = view.asOf ?? lastEntryOf(view)
    if (now === null) return ranked
    return rescored(ranked, ({ chunk }) => {
      const time = timeOf(chunk, view)
      return time === null ? UNDATED : 0.5 ** (Math.max(0, daysBetween(time, now)) / halfLife)
    })
  }
}

function timeOf(chunk: Chunk, view: RecordView): ChartTime | null {
  if (chunk.kind === 'note') return chunk.time
  return latestOf(chunk.events.map((position) => view.event(position).time))
}

function daysBetween(from: ChartTime, to: ChartTime): number {
  return (milliseconds(to) - milliseconds(from)) / DAY_MS
}

/** The chart's wall clock has no zone: both times are read as if they were UTC. */
function milliseconds(time: ChartTime): number {
  return Date.parse(`${time.slice(0, 10)}T${time.slice(11, 19) || '00:00:00'}Z`)
}
