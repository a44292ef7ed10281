import type { ChartTime } from '../../corpus/record.js'
import type { RecordView } from './record-view.js'

/** The newest time of a note or an event that may be seen; null where nothing is dated. */
export function lastEntryOf(view: RecordView): ChartTime | null {
  let last: ChartTime | null = null
  for (const chunk of view.chunks) {
    const times =
      chunk.kind === 'note' ? [chunk.time] : chunk.events.map((position) => view.event(position).time)
    for (const time of times) if (time !== null && (last === null || time > last)) last = time
  }
  return last
}
