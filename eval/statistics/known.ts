/** A computed number, or null if it came out as NaN; the record it is in gives the reason. */
export function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
