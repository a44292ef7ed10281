import { describe, expect, it } from 'vitest'
import { HNSW_DEFAULTS } from '../../../indexes/chunks/parameters.js'
import { searchExact } from '../../../indexes/vectors/exact-search.js'
import { buildHnsw, searchHnsw } from '../../../indexes/vectors/hnsw.js'
import { auditRecall, buildAuditedHnsw } from '../../../indexes/vectors/recall-audit.js'
import { randomRows } from '../../fixtures/random-rows.js'

const DIMENSIONS = 16

describe('exact search', () => {
  it('gives the rows of largest dot product, best first, ties by row, zeros left out', () => {
    const matrix = Float32Array.from([1, 0, 0, 1, 0, 0, 0.6, 0.8, 1, 0])
    expect(searchExact(matrix, 2, Float32Array.of(1, 0), 10, 5)).toEqual([
      { row: 0, score: 1 },
      { row: 4, score: 1 },
      { row: 3, score: expect.closeTo(0.6, 6) },
      { row: 1, score: 0 },
    ])
    expect(searchExact(matrix, 2, Float32Array.of(1, 0), 1, 5)).toEqual([{ row: 0, score: 1 }])
  })

  it('sees only the visible rows', () => {
    const matrix = Float32Array.from([1, 0, 0, 1, 1, 0])
    expect(searchExact(matrix, 2, Float32Array.of(1, 0), 10, 2).map(({ row }) => row)).toEqual([0, 1])
  })
})

describe('the HNSW graph', () => {
  it('is searched wider, then built more carefully, until the audit finds 99 of 100, and says how', () => {
    const matrix = randomRows(2000, DIMENSIONS, 9)
    const wider = buildAuditedHnsw(matrix, {
      dimensions: DIMENSIONS,
      parameters: { m: 12, efConstruction: 40, ef: 20, seed: 100 },
      k: 20,
      queries: 50,
    })
    expect(wider.recall!.mean).toBeGreaterThanOrEqual(0.99)
    expect(wider.recall).toMatchObject({ efConstruction: 40 })
    expect(wider.recall!.ef).toBeGreaterThan(20)
    const careful = buildAuditedHnsw(matrix, {
      dimensions: DIMENSIONS,
      parameters: { m: 6, efConstruction: 6, ef: 6, seed: 100 },
      k: 20,
      queries: 50,
    })
    expect(careful.recall!.efConstruction).toBeGreaterThan(6)
    // The sidecar keeps what was asked for, so that the file is found current.
    expect(careful.graph.parameters.efConstruction).toBe(6)
  })

  it('finds at least 99 of 100 of what exact search finds among 600 random rows', () => {
    const matrix = randomRows(600, DIMENSIONS, 3)
    const audit = auditRecall(buildHnsw(matrix, DIMENSIONS, HNSW_DEFAULTS), { matrix, k: 20, queries: 50 })
    expect(audit).toMatchObject({ k: 20, ef: HNSW_DEFAULTS.ef, queries: 50 })
    expect(audit!.mean).toBeGreaterThanOrEqual(0.99)
  })

  it('gives descending cosines that are those of exact search', () => {
    const matrix = randomRows(300, DIMENSIONS, 4)
    const graph = buildHnsw(matrix, DIMENSIONS, HNSW_DEFAULTS)
    const exact = new Map(
      searchExact(matrix, DIMENSIONS, matrix.slice(0, DIMENSIONS), 300, 300).map(({ row, score }) => [
        row,
        score,
      ]),
    )
    const hits = searchHnsw(graph, matrix.slice(0, DIMENSIONS), 20)
    expect(hits[0]!.row).toBe(0)
    for (const [i, { row, score }] of hits.entries()) {
      expect(score).toBeCloseTo(exact.get(row)!, 5)
      if (i > 0) expect(score).toBeLessThanOrEqual(hits[i - 1]!.score)
    }
  })

  it('leaves rows of zeros out and answers a query of zeros with nothing', () => {
    const matrix = new Float32Array(3 * DIMENSIONS)
    matrix[DIMENSIONS] = 1
    const graph = buildHnsw(matrix, DIMENSIONS, HNSW_DEFAULTS)
    expect(graph.count).toBe(1)
    expect(searchHnsw(graph, matrix.slice(DIMENSIONS, 2 * DIMENSIONS), 3)).toEqual([{ row: 1, score: 1 }])
    expect(searchHnsw(graph, new Float32Array(DIMENSIONS), 3)).toEqual([])
    expect(
      auditRecall(buildHnsw(new Float32Array(0), DIMENSIONS, HNSW_DEFAULTS), {
        matrix: new Float32Array(0),
        k: 20,
        queries: 50,
      }),
    ).toBeNull()
  })

  it('refuses what native code would take and crash on or rank first', () => {
    const matrix = randomRows(3, DIMENSIONS, 6)
    const graph = buildHnsw(matrix, DIMENSIONS, HNSW_DEFAULTS)
    const broken = matrix.slice()
    broken[20] = Number.NaN
    expect(() => buildHnsw(broken, DIMENSIONS, HNSW_DEFAULTS)).toThrow(
      'vector 1 contains a number that is not finite',
    )
    expect(() => searchHnsw(graph, new Float32Array(3), 1)).toThrow(
      'expected a query vector of 16 numbers, found 3',
    )
    expect(() => searchHnsw(graph, broken.slice(DIMENSIONS, 2 * DIMENSIONS), 1)).toThrow('not finite')
  })
})
