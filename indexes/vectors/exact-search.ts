/** A row and its dot product with the query. */
export type Hit = { readonly row: number; readonly score: number }

/** Dot product of the query with each of the first `rows` rows. Four sums per row are twice as fast as one. */
export function dotProducts(
  matrix: Float32Array,
  dimensions: number,
  query: Float32Array,
  rows: number,
): Float64Array {
  const scores = new Float64Array(rows)
  const even = dimensions - (dimensions % 4)
  for (let row = 0, at = 0; row < rows; row++, at += dimensions) {
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let i = 0; i < even; i += 4) {
      a += matrix[at + i]! * query[i]!
      b += matrix[at + i + 1]! * query[i + 1]!
      c += matrix[at + i + 2]! * query[i + 2]!
      d += matrix[at + i + 3]! * query[i + 3]!
    }
    for (let i = even; i < dimensions; i++) a += matrix[at + i]! * query[i]!
    scores[row] = a + b + (c + d)
  }
  return scores
}

/**
 * The k rows with the largest dot products with the query among the first `visibleRows`, best first, ties by row. Leaves
 * out rows of zeros.
 */
export function searchExact(
  matrix: Float32Array,
  dimensions: number,
  query: Float32Array,
  k: number,
  visibleRows: number,
): Hit[] {
  const scores = dotProducts(matrix, dimensions, query, visibleRows)
  for (let row = 0; row < visibleRows; row++) {
    if (scores[row] === 0 && isZero(matrix, row * dimensions, dimensions)) scores[row] = NOT_THERE
  }
  const floor = kthLargest(scores, k)
  const hits: Hit[] = []
  for (let row = 0; row < visibleRows; row++) {
    const score = scores[row]!
    if (score >= floor && score !== NOT_THERE) hits.push({ row, score })
  }
  return hits.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, k)
}

const NOT_THERE = Number.NEGATIVE_INFINITY

function kthLargest(scores: Float64Array, k: number): number {
  if (scores.length <= k) return NOT_THERE
  return Float64Array.from(scores).sort()[scores.length - k]!
}

function isZero(matrix: Float32Array, at: number, dimensions: number): boolean {
  for (let d = 0; d < dimensions; d++) if (matrix[at + d] !== 0) return false
  return true
}
