import type { HnswParameters } from '../chunks/parameters.js'
import { type Hit, searchExact } from './exact-search.js'
import { buildHnsw, type Hnsw, searchHnsw } from './hnsw.js'

/** Recall@k of the graph against exact search, over queries spread evenly over the rows. */
export type RecallAudit = {
  readonly k: number
  readonly ef: number
  /** The value of the final graph, larger than the requested one if that was not enough. */
  readonly efConstruction: number
  readonly queries: number
  readonly mean: number
  readonly min: number
}

/** The share of exact neighbors that a graph must find. Otherwise ef is raised and, if that is not enough, the graph is rebuilt. */
const LEAST_RECALL = 0.99
/** The largest multiple of the requested ef: with a larger ef, exact search is faster for any patient. */
const WIDEST = 16
/** How often the graph is rebuilt, each time with four times the efConstruction. */
const REBUILDS = 2

/** `k`: neighbors per query. `queries`: how many rows are asked for theirs. */
export type AuditedBuild = {
  readonly dimensions: number
  readonly parameters: HnswParameters
  readonly k: number
  readonly queries: number
}

/** A graph that reaches LEAST_RECALL, or else the last one that was tried, with its audit, which is null if the graph is empty. */
export function buildAuditedHnsw(
  matrix: Float32Array,
  { dimensions, parameters, k, queries }: AuditedBuild,
): { readonly graph: Hnsw; readonly recall: RecallAudit | null } {
  let careful = parameters
  for (let rebuilds = 0; ; rebuilds++) {
    const graph = buildHnsw(matrix, dimensions, careful)
    const recall = auditRecall(graph, { matrix, k, queries })
    if (recall === null || recall.mean >= LEAST_RECALL || rebuilds === REBUILDS) {
      return { graph: { ...graph, parameters }, recall }
    }
    careful = { ...careful, efConstruction: careful.efConstruction * 4 }
  }
}

/** How the recall of a graph is measured. `matrix`: its vectors; `k`: neighbors per query; `queries`: how many rows are queries. */
export type AuditSettings = {
  readonly matrix: Float32Array
  readonly k: number
  readonly queries: number
}

/**
 * Measures recall with the ef of the parameters, and doubles ef until recall reaches LEAST_RECALL. Later searches use the
 * ef that was measured. Null if the graph is empty. A hit as near as the k-th exact one counts, so that ties do not lower
 * recall.
 */
export function auditRecall(graph: Hnsw, { matrix, k, queries }: AuditSettings): RecallAudit | null {
  const { dimensions, count, parameters } = graph
  if (count === 0) return null
  const asked = spreadQueries(matrix, dimensions, queries)
  const exact = asked.map((query) => searchExact(matrix, dimensions, query, k, matrix.length / dimensions))
  const widest = Math.min(count, parameters.ef * WIDEST)
  for (let ef = parameters.ef; ; ef *= 2) {
    const recalls = asked.map((query, i) => recallOf(graph, { ef, query, k, exact: exact[i]! }))
    const mean = recalls.reduce((total, recall) => total + recall, 0) / recalls.length
    if (mean >= LEAST_RECALL || ef >= widest) {
      const { efConstruction } = parameters
      return { k, ef, efConstruction, queries: recalls.length, mean, min: Math.min(...recalls) }
    }
  }
}

/** Rows spread evenly over the matrix, without rows of zeros. */
function spreadQueries(matrix: Float32Array, dimensions: number, queries: number): Float32Array[] {
  const rows = matrix.length / dimensions
  const step = Math.max(1, Math.floor(rows / queries))
  const asked: Float32Array[] = []
  for (let row = 0; row < rows && asked.length < queries; row += step) {
    const query = matrix.slice(row * dimensions, (row + 1) * dimensions)
    if (query.some((value) => value !== 0)) asked.push(query)
  }
  return asked
}
type AuditedQuery = {
  readonly ef: number
  readonly query: Float32Array
  readonly k: number
  readonly exact: readonly Hit[]
}

function recallOf(graph: Hnsw, { ef, query, k, exact }: AuditedQuery): number {
  const worst = exact[exact.length - 1]!.score - 1e-6
  const searched = { ...graph, parameters: { ...graph.parameters, ef } }
  const found = searchHnsw(searched, query, k)
  return Math.min(1, found.filter(({ score }) => score >= worst).length / exact.length)
}
