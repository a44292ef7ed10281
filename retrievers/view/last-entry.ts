import type { ChartTime } from '../../corpus/record.js'
import { latestOf } from '../../corpus/time-order.js'
import type { RecordView } from './record-view.js'

/** The newest time of a note or an event that may be seen; null if nothing is dated. */
export function lastEntryOf(view: RecordView): ChartTime | null {
  return latestOf(
    view.chunks.flatMap((chunk) =>
      chunk.kind === 'note' ? [chunk.time] : chunk.events.map((position) => view.event(position).time),
    ),
  )
}
