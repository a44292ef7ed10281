import type { ChartTime } from '../../corpus/record.js'

/** What times such as 'yesterday' and 'this admission' are counted from; null: the chart does not tell. */
export type ChartClock = {
  /** The last entry that may be seen; null under an as-of time, which is counted from instead. */
  readonly lastEntry: ChartTime | null
  /** When the last stay in a hospital began. */
  readonly stay: ChartTime | null
  /** When the visit before the last one began. */
  readonly visitBefore: ChartTime | null
}
