export type Hit = { readonly row: number; readonly score: number }

/**
 * The k rows of largest dot product with the query among the first `visibleRows`, best first, ties by row. Rows of
 * zeros are left out.
 */
export function searchExact(
  matrix: Float32Array,
  dimensions: number,
  query: Float32Array,
  k: number,
  visibleRows: number,
): Hit[] {
  const hits: Hit[] = []
  for (let row = 0; row < visibleRows; row++) {
    let score = 0
    let isZero = true
    for (let d = 0, at = row * dimensions; d < dimensions; d++, at++) {
      const value = matrix[at]!
      if (value !== 0) isZero = false
      score += value * query[d]!
    }
    if (!isZero) hits.push({ row, score })
  }
  return hits.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, k)
}
