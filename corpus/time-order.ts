import type { ChartTime } from './record.js'

/** Compares chart times: the earliest first, undated last. */
export function earliestFirst(a: ChartTime | null, b: ChartTime | null): number {
  if (a === b) return 0
  if (a === null) return 1
  return b === null || a < b ? -1 : 1
}

/** Compares chart times: the latest first, undated last. */
export function latestFirst(a: ChartTime | null, b: ChartTime | null): number {
  return a === null || b === null ? earliestFirst(a, b) : earliestFirst(b, a)
}

/** Null if nothing is dated. */
export function latestOf(times: Iterable<ChartTime | null>): ChartTime | null {
  let latest: ChartTime | null = null
  for (const time of times) if (time !== null && (latest === null || time > latest)) latest = time
  return latest
}

/** The later of two times; null if either is undated, since an undated entry may be from any time. */
export function laterOf(a: ChartTime | null, b: ChartTime | null): ChartTime | null {
  return a === null || b === null ? null : a > b ? a : b
}
