import { searchExact } from './exact-search.js'
import { type Hnsw, searchHnsw } from './hnsw.js'

/** Recall@k of the graph against exact search, over queries spread evenly over the rows. */
export type RecallAudit = {
  readonly k: number
  readonly ef: number
  readonly queries: number
  readonly mean: number
  readonly min: number
}

/** Null for an empty graph. A hit as near as the k-th exact one counts, so that ties cost nothing. */
export function measureRecall(
  graph: Hnsw,
  matrix: Float32Array,
  k: number,
  queries: number,
): RecallAudit | null {
  const { dimensions, count, parameters } = graph
  const rows = matrix.length / dimensions
  if (count === 0) return null
  const step = Math.max(1, Math.floor(rows / queries))
  const recalls: number[] = []
  for (let row = 0; row < rows && recalls.length < queries; row += step) {
    const query = matrix.slice(row * dimensions, (row + 1) * dimensions)
    if (!query.some((value) => value !== 0)) continue
    const exact = searchExact(matrix, dimensions, query, k, rows)
    const worst = exact[exact.length - 1]!.score - 1e-6
    const found = searchHnsw(graph, matrix, query, k, rows).filter(({ score }) => score >= worst)
    recalls.push(Math.min(1, found.length / exact.length))
  }
  const mean = recalls.reduce((total, recall) => total + recall, 0) / recalls.length
  return { k, ef: parameters.ef, queries: recalls.length, mean, min: Math.min(...recalls) }
}
