import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { HNSW_DEFAULTS } from '../../../indexes/chunks/parameters.js'
import { buildHnsw, searchHnsw } from '../../../indexes/vectors/hnsw.js'
import { readHnsw, writeHnsw } from '../../../indexes/vectors/hnsw-file.js'
import { readMatrix, writeMatrix } from '../../../indexes/vectors/matrix-file.js'
import { randomRows } from '../../fixtures/random-rows.js'

const EMBEDDER = { name: 'mine', hash: 'aaaaaaaaaaaa' }
const DIMENSIONS = 8

function place(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartsift-vectors-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, name)
}

function flipByte(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at]! ^= 1
  writeFileSync(path, bytes)
}

describe('a graph file', () => {
  const matrix = randomRows(50, DIMENSIONS, 1)
  const written = () => {
    const path = place('graph.hnsw')
    writeHnsw(path, buildHnsw(matrix, DIMENSIONS, HNSW_DEFAULTS), { embedder: EMBEDDER, recall: null })
    return path
  }

  it('finds the same when it is read back, with the ef of its parameters', () => {
    const graph = readHnsw(written(), HNSW_DEFAULTS, EMBEDDER)
    const query = matrix.slice(0, DIMENSIONS)
    expect(graph.native.getEf()).toBe(HNSW_DEFAULTS.ef)
    expect(searchHnsw(graph, query, 5)).toEqual(
      searchHnsw(buildHnsw(matrix, DIMENSIONS, HNSW_DEFAULTS), query, 5),
    )
  })

  it('is the same bytes when it is made twice, and readable by its owner alone', () => {
    const path = written()
    expect(readFileSync(path).equals(readFileSync(written()))).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(existsSync(`${path}.tmp`)).toBe(false)
  })

  it('is refused before native code reads it where a byte has changed', () => {
    const path = written()
    flipByte(path, 200)
    expect(() => readHnsw(path, HNSW_DEFAULTS, EMBEDDER)).toThrow('has changed since it was written')
  })

  it('is refused with other parameters, another embedder or no sidecar', () => {
    const path = written()
    expect(() => readHnsw(path, { ...HNSW_DEFAULTS, ef: 10 }, EMBEDDER)).toThrow(
      'built with other parameters',
    )
    expect(() => readHnsw(path, HNSW_DEFAULTS, { name: 'other', hash: 'bbbbbbbbbbbb' })).toThrow(
      'built with embedder mine (aaaaaaaa), expected other (bbbbbbbb)',
    )
    rmSync(`${path}.json`)
    expect(() => readHnsw(path, HNSW_DEFAULTS, EMBEDDER)).toThrow("run 'chartsift index'")
  })

  it('cannot be written where there is no folder, and says so', () => {
    const path = join(place('missing'), 'graph.hnsw')
    expect(() =>
      writeHnsw(path, buildHnsw(matrix, DIMENSIONS, HNSW_DEFAULTS), { embedder: EMBEDDER, recall: null }),
    ).toThrow('cannot write the graph')
  })
})

describe('a matrix file', () => {
  const matrix = randomRows(5, DIMENSIONS, 2)
  const written = () => {
    const path = place('rows.f32')
    writeMatrix(path, matrix, DIMENSIONS)
    return path
  }

  it('reads back the rows', () => {
    expect(readMatrix(written(), DIMENSIONS)).toEqual(matrix)
  })

  it('is refused where a byte, its length or its shape is another', () => {
    const changed = written()
    flipByte(changed, 3)
    expect(() => readMatrix(changed, DIMENSIONS)).toThrow('has changed since it was written')
    const cut = written()
    writeFileSync(cut, readFileSync(cut).subarray(0, 40))
    expect(() => readMatrix(cut, DIMENSIONS)).toThrow('has changed since it was written')
    expect(() => readMatrix(written(), 4)).toThrow('expected vectors of 4 numbers')
    expect(() => readMatrix(place('none.f32'), 4)).toThrow("run 'chartsift index'")
  })
})
