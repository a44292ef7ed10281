/**
 * Quantile of ascending values by linear interpolation (R type 7, numpy "linear"). p: 0 to 1. NaN if a value is not a number
 * (sorted to the end), or if either of the two values that it lies between is infinite.
 */
export function sortedQuantile(ascending: ArrayLike<number>, p: number): number {
  const at = (ascending.length - 1) * p
  const below = Math.floor(at)
  const low = ascending[below]
  if (low === undefined) throw new Error(`a quantile needs values and p from 0 to 1, found p = ${p}`)
  if (Number.isNaN(ascending[ascending.length - 1])) return Number.NaN
  const high = ascending[below + 1] ?? low
  return Number.isFinite(high - low) ? low + (high - low) * (at - below) : Number.NaN
}
