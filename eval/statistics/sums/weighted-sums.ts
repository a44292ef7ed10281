/** How often each of `size` clusters occurs in each resample: entry [b * size + g]. */
export type ResampleWeights = Uint16Array

// As many running sums as an inner loop keeps in registers.
const BLOCK = 8

/**
 * For every column of amounts by cluster, its sum over clusters of weight times amount in every resample. Columns go through the
 * weights eight at a time, so that a weight is read once for eight independent products; each sum adds in the order of the
 * clusters, as it would by itself.
 */
export function weightedSumsOf(weights: ResampleWeights, columns: readonly Float64Array[]): Float64Array[] {
  const size = columns[0]?.length ?? 0
  if (size === 0) return columns.map(() => new Float64Array(0))
  const totals = columns.map(() => new Float64Array(weights.length / size))
  for (let first = 0; first < columns.length; first += BLOCK)
    addBlock(
      weights,
      interleave(columns.slice(first, first + BLOCK), size),
      totals.slice(first, first + BLOCK),
    )
  return totals
}

/** Amounts of eight columns side by side, cluster after cluster; columns that are missing are 0. */
function interleave(columns: readonly Float64Array[], size: number): Float64Array {
  const amounts = new Float64Array(size * BLOCK)
  for (const [c, column] of columns.entries())
    for (let g = 0; g < size; g += 1) amounts[g * BLOCK + c] = column[g]!
  return amounts
}

function addBlock(weights: ResampleWeights, amounts: Float64Array, totals: readonly Float64Array[]) {
  const sums = new Float64Array(BLOCK)
  for (let b = 0, at = 0; b < totals[0]!.length; b += 1) {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0]
    for (let k = 0; k < amounts.length; k += BLOCK, at += 1) {
      const weight = weights[at]!
      s0 += weight * amounts[k]!
      s1 += weight * amounts[k + 1]!
      s2 += weight * amounts[k + 2]!
      s3 += weight * amounts[k + 3]!
      s4 += weight * amounts[k + 4]!
      s5 += weight * amounts[k + 5]!
      s6 += weight * amounts[k + 6]!
      s7 += weight * amounts[k + 7]!
    }
    sums.set([s0, s1, s2, s3, s4, s5, s6, s7])
    for (let c = 0; c < totals.length; c += 1) totals[c]![b] = sums[c]!
  }
}
