/** How often each of `size` clusters occurs in each resample: entry [b * size + g]. */
export type ResampleWeights = Uint16Array

// As many running sums as an inner loop keeps in registers.
const BLOCK = 8
const HALF = 4

/**
 * For every column of amounts by cluster, its sum over clusters of weight times amount in every resample. Columns go through the
 * weights eight at a time, the last ones four at a time, so that a weight is read once for all of them; each sum adds in the order
 * of the clusters, as it would by itself.
 */
export function weightedSumsOf(weights: ResampleWeights, columns: readonly Float64Array[]): Float64Array[] {
  const size = columns[0]?.length ?? 0
  if (size === 0) return columns.map(() => new Float64Array(0))
  const totals = columns.map(() => new Float64Array(weights.length / size))
  let first = 0
  while (first < columns.length) {
    const width = columns.length - first > HALF ? BLOCK : HALF
    const amounts = interleave(columns.slice(first, first + width), { size, width })
    const add = width === BLOCK ? addBlock : addHalf
    add(weights, amounts, totals.slice(first, first + width))
    first += width
  }
  return totals
}

/** Amounts of the columns side by side, cluster after cluster; columns that are missing are 0. */
function interleave(
  columns: readonly Float64Array[],
  { size, width }: { readonly size: number; readonly width: number },
): Float64Array {
  const amounts = new Float64Array(size * width)
  for (const [c, column] of columns.entries())
    for (let g = 0; g < size; g += 1) amounts[g * width + c] = column[g]!
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

/** The same with four columns. A loop over a number of columns would be several times as slow. */
function addHalf(weights: ResampleWeights, amounts: Float64Array, totals: readonly Float64Array[]) {
  const sums = new Float64Array(HALF)
  for (let b = 0, at = 0; b < totals[0]!.length; b += 1) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0]
    for (let k = 0; k < amounts.length; k += HALF, at += 1) {
      const weight = weights[at]!
      s0 += weight * amounts[k]!
      s1 += weight * amounts[k + 1]!
      s2 += weight * amounts[k + 2]!
      s3 += weight * amounts[k + 3]!
    }
    sums.set([s0, s1, s2, s3])
    for (let c = 0; c < totals.length; c += 1) totals[c]![b] = sums[c]!
  }
}
