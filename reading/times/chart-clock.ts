import type { ChartTime } from '../../corpus/record.js'

/** What times such as 'yesterday' and 'this admission' are counted from; null if the chart does not say. */
export type ChartClock = {
  /** The last visible entry; null if there is an as-of time, which is used instead. */
  readonly lastEntry: ChartTime | null
  /** The start of the last hospital stay. */
  readonly stay: ChartTime | null
  /** The start of the visit before the last one. */
  readonly visitBefore: ChartTime | null
}
