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
    add(weights, amounts, padded(totals.slice(first, first + width), width))
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

type Sums = Float64Array
type Four = readonly [Sums, Sums, Sums, Sums]
type Eight = readonly [...Four, ...Four]

/** Totals of a whole block: those of columns that are missing are thrown away. */
function padded(totals: readonly Sums[], width: number): Sums[] {
  const missing = Array.from({ length: width - totals.length }, () => new Float64Array(totals[0]!.length))
  return [...totals, ...missing]
}

function addBlock(weights: ResampleWeights, amounts: Float64Array, totals: readonly Float64Array[]) {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = totals as Eight
  for (let b = 0, at = 0; b < t0.length; b += 1) {
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
    t0[b] = s0
    t1[b] = s1
    t2[b] = s2
    t3[b] = s3
    t4[b] = s4
    t5[b] = s5
    t6[b] = s6
    t7[b] = s7
  }
}

/** The same with four columns. A loop over a number of columns would be several times as slow. */
function addHalf(weights: ResampleWeights, amounts: Float64Array, totals: readonly Float64Array[]) {
  const [t0, t1, t2, t3] = totals as Four
  for (let b = 0, at = 0; b < t0.length; b += 1) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0]
    for (let k = 0; k < amounts.length; k += HALF, at += 1) {
      const weight = weights[at]!
      s0 += weight * amounts[k]!
      s1 += weight * amounts[k + 1]!
      s2 += weight * amounts[k + 2]!
      s3 += weight * amounts[k + 3]!
    }
    t0[b] = s0
    t1[b] = s1
    t2[b] = s2
    t3[b] = s3
  }
}
