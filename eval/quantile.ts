/** Quantile of ascending values by linear interpolation (R type 7, numpy "linear"). p: 0 to 1. */
export function sortedQuantile(ascending: ArrayLike<number>, p: number): number {
  const at = (ascending.length - 1) * p
  const below = Math.floor(at)
  const low = ascending[below]
  if (low === undefined) throw new Error(`a quantile needs values and p from 0 to 1, found p = ${p}`)
  const high = ascending[below + 1]
  return high === undefined ? low : low + (high - low) * (at - below)
}
