/** A computed number, or null where it came out as NaN; the record it stands in gives the reason. */
export function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
