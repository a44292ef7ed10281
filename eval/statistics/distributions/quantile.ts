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

/**
 * The same of values in any order, none of which is NaN. Moves values within the list, and takes a fraction of the time of sorting
 * them.
 */
export function quantileInPlace(values: Float64Array, p: number): number {
  const at = (values.length - 1) * p
  const below = Math.floor(at)
  if (!(below in values)) throw new Error(`a quantile needs values and p from 0 to 1, found p = ${p}`)
  select(values, below)
  const low = values[below]!
  let high = values[below + 1] ?? low
  for (let i = below + 2; i < values.length; i += 1) if (values[i]! < high) high = values[i]!
  return Number.isFinite(high - low) ? low + (high - low) * (at - below) : Number.NaN
}

/** Moves values so that the one at `place` is as if they were sorted, those before it no larger, those after it no smaller (Hoare 1961). */
function select(values: Float64Array, place: number): void {
  let [first, last] = [0, values.length - 1]
  while (first < last) {
    const pivot = medianOf(values[first]!, values[(first + last) >>> 1]!, values[last]!)
    let [i, j] = [first, last]
    while (i <= j) {
      while (values[i]! < pivot) i += 1
      while (values[j]! > pivot) j -= 1
      if (i > j) break
      const held = values[i]!
      values[i] = values[j]!
      values[j] = held
      i += 1
      j -= 1
    }
    if (place <= j) last = j
    else if (place >= i) first = i
    else return
  }
}

function medianOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
