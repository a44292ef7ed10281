import hnswlib from 'hnswlib-node'
import { InputError } from '../../base/errors/input-error.js'
import type { HnswParameters } from '../chunks/parameters.js'
import type { Hit } from './exact-search.js'

/** A graph over the rows of a matrix. Rows of zeros have no direction, so they are not in the graph and are never found. */
export type Hnsw = {
  readonly native: InstanceType<typeof hnswlib.HierarchicalNSW>
  readonly dimensions: number
  readonly parameters: HnswParameters
  /** Rows in the graph. */
  readonly count: number
}

/** Builds a graph. Rows must be finite: native code accepts NaN, which then ranks first, and an infinite number ends the process. */
export function buildHnsw(matrix: Float32Array, dimensions: number, parameters: HnswParameters): Hnsw {
  const native = new hnswlib.HierarchicalNSW('cosine', dimensions)
  const rows = matrix.length / dimensions
  native.initIndex({
    maxElements: Math.max(1, rows),
    m: parameters.m,
    efConstruction: parameters.efConstruction,
    randomSeed: parameters.seed,
  })
  let count = 0
  const vector = new Array<number>(dimensions).fill(0)
  for (let row = 0; row < rows; row++) {
    if (!copyRow(matrix, row, vector)) continue
    native.addPoint(vector, row)
    count++
  }
  native.setEf(parameters.ef)
  return { native, dimensions, parameters, count }
}

/** Copies a row into `into`. False if it is a row of zeros. */
function copyRow(matrix: Float32Array, row: number, into: number[]): boolean {
  let norm = 0
  for (let d = 0; d < into.length; d++) {
    const value = matrix[row * into.length + d]!
    if (!Number.isFinite(value)) throw new InputError(`vector ${row} contains a number that is not finite`)
    into[d] = value
    norm += value * value
  }
  return norm > 0
}

/**
 * The k nearest of all rows, best first, ties by row. Scores are cosines to a unit query. There is no filter: in a graph with
 * rows that an instruction may not see, these would steer the search and crowd out others.
 * @throws InputError if the query has another length or a number that is not finite
 */
export function searchHnsw(graph: Hnsw, query: Float32Array, k: number): Hit[] {
  const { native, dimensions, count, parameters } = graph
  requireQuery(query, dimensions)
  if (count === 0 || k === 0 || !query.some((value) => value !== 0)) return []
  native.setEf(Math.max(parameters.ef, k))
  const { neighbors, distances } = native.searchKnn(Array.from(query), Math.min(k, count))
  return neighbors
    .map((row, i) => ({ row, score: 1 - distances[i]! }))
    .sort((a, b) => b.score - a.score || a.row - b.row)
}

/** @throws Error if the query has another number of dimensions */
export function requireQuery(query: Float32Array, dimensions: number): void {
  if (query.length !== dimensions) {
    throw new InputError(`expected a query vector of ${dimensions} numbers, found ${query.length}`)
  }
  if (!query.every(Number.isFinite))
    throw new InputError('the query vector contains a number that is not finite')
}
