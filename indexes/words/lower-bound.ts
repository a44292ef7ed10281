/** The first index of a sorted array whose value is at least `bound`; the length of the array if there is none. */
export function lowerBound(sorted: Int32Array, bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < bound) low = middle + 1
    else high = middle
  }
  return low
}
