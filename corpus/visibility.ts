import type { ChartTime } from './record.js'

/**
 * The one rule of what an instruction may see: everything without an asOf; else whatever is dated at or before it.
 * An undated entry may be from the future and stays hidden.
 */
export function isVisible(time: ChartTime | null, asOf: ChartTime | null): boolean {
  return asOf === null || (time !== null && time <= asOf)
}
