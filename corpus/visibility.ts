import type { ChartTime } from './record.js'

/**
 * The one rule of what an instruction may see: everything without an asOf; else what is dated at or before it.
 * What carries no date cannot be shown to be in the past and stays hidden.
 */
export function isVisible(time: ChartTime | null, asOf: ChartTime | null): boolean {
  return asOf === null || (time !== null && time <= asOf)
}
