import { mulberry32 } from '../base/random.js'
import { HNSW_DEFAULTS } from '../indexes/chunks/parameters.js'
import { searchExact } from '../indexes/vectors/exact-search.js'
import { buildHnsw, searchHnsw } from '../indexes/vectors/hnsw.js'
import { FEW_ROWS } from '../indexes/vectors/vector-search.js'

const DIMENSIONS = 256
const QUERIES = 100
const K = 20

/** Times both searches at several sizes, best of three, and names the first size at which the graph is faster. */
export function searchCrossover(): string {
  const times = [300, 500, 700, 1000, 1500, 3000].map((rows) => {
    const matrix = clusteredRows(rows)
    const graph = buildHnsw(matrix, DIMENSIONS, HNSW_DEFAULTS)
    const queries = Array.from({ length: QUERIES }, (_, i) =>
      matrix.slice((i % rows) * DIMENSIONS, ((i % rows) + 1) * DIMENSIONS),
    )
    return {
      rows,
      exact: bestOf(() => queries.map((query) => searchExact(matrix, DIMENSIONS, query, K, rows))),
      graph: bestOf(() => queries.map((query) => searchHnsw(graph, query, K))),
    }
  })
  const first = times.find(({ exact, graph }) => graph < exact)
  const listed = times.map(({ rows, exact, graph }) => `${rows}: ${(exact / graph).toFixed(2)}`).join(', ')
  return `exact search takes this many times as long as the graph by rows (${listed}); the graph is faster from ${first?.rows ?? 'more than 3000'} on, auto uses it above ${FEW_ROWS}`
}

function clusteredRows(rows: number): Float32Array {
  const random = mulberry32(5)
  const centres = Array.from({ length: 20 }, () => Array.from({ length: DIMENSIONS }, () => random() - 0.5))
  const matrix = new Float32Array(rows * DIMENSIONS)
  for (let row = 0; row < rows; row++) {
    const centre = centres[row % centres.length]!
    const values = centre.map((value) => value + 0.6 * (random() - 0.5))
    const norm = Math.hypot(...values)
    matrix.set(
      values.map((value) => value / norm),
      row * DIMENSIONS,
    )
  }
  return matrix
}

function bestOf(work: () => unknown): number {
  work()
  const times = Array.from({ length: 3 }, () => {
    const started = performance.now()
    work()
    return performance.now() - started
  })
  return Math.min(...times)
}
