import { InputError } from '../../base/errors/input-error.js'
import type { Chunk } from '../chunks/chunk.js'
import type { IndexParameters } from '../chunks/parameters.js'
import { sentenceWindows, type Windows, windowNorms } from '../chunks/sentence-windows.js'
import { dotProducts, searchExact } from './exact-search.js'
import { type Hnsw, requireQuery, searchHnsw } from './hnsw.js'
import { readHnsw } from './hnsw-file.js'
import { readMatrix } from './matrix-file.js'

/** For up to this many rows, exact search takes no longer than the graph (`make bench` prints the crossover). */
export const FEW_ROWS = 300
/** Rows that exact search reads in the time that one more ef takes. Sweeps gave about four; one is the cautious choice. */
const ROWS_AN_EF = 1

/** `stored`: the chunks with the row of each one's vector and its length in tokens. */
export type SearchedVectors = {
  readonly parameters: IndexParameters
  readonly dimensions: number
  readonly stored: {
    readonly chunks: readonly Chunk[]
    readonly vectors: Int32Array
    readonly tokens: Int32Array
  }
}

/**
 * The vectors of one patient's chunks. If the units are sentences, half of a score comes from the sentence and half from the
 * window around it, whose cosine follows from those of its sentences.
 */
export class VectorSearch {
  readonly #base: string
  readonly #parameters: IndexParameters
  readonly #dimensions: number
  readonly #rows: Int32Array
  readonly #tokens: Int32Array
  readonly #windows: Windows | null
  #norms: Float64Array | null = null
  #matrix: Float32Array | null = null
  #graph: Hnsw | null = null

  /** @param base the path of the files, or a matrix: vectors that are only in memory and have no graph */
  constructor(
    base: string | Float32Array,
    { parameters, dimensions, stored: { chunks, vectors, tokens } }: SearchedVectors,
  ) {
    this.#base = typeof base === 'string' ? base : ''
    if (typeof base !== 'string') this.#matrix = base
    this.#parameters = parameters
    this.#dimensions = dimensions
    this.#rows = vectors
    this.#tokens = tokens
    const { unit } = parameters
    const isTwoScale = unit.chunk === 'sentence' && unit.windowTokens > 0
    this.#windows = isTwoScale ? sentenceWindows(chunks, tokens, unit.windowTokens) : null
  }

  /** Exact scores of the first `visible` chunks. */
  scores(query: Float32Array, visible: number): Float64Array {
    requireQuery(query, this.#dimensions)
    const byRow = dotProducts(this.#openMatrix(), this.#dimensions, query, this.#visibleRows(visible))
    return Float64Array.from({ length: visible }, (_, i) => this.#score(i, (row) => byRow[row]!))
  }

  /** Scores of the chunks whose text is among the `depth` nearest, and 0 for all others. */
  nearest(query: Float32Array, depth: number, visible: number): Float64Array {
    requireQuery(query, this.#dimensions)
    const matrix = this.#openMatrix()
    const dimensions = this.#dimensions
    const found = new Set(this.#search(query, depth, this.#visibleRows(visible)).map(({ row }) => row))
    // The distances of the graph are float32. Computing the scores here makes them equal to those of exact search.
    const dots = new Map<number, number>()
    const dotOf = (row: number): number => {
      let dot = dots.get(row)
      if (dot === undefined) {
        dot = dotProducts(matrix.subarray(row * dimensions, (row + 1) * dimensions), dimensions, query, 1)[0]!
        dots.set(row, dot)
      }
      return dot
    }
    return Float64Array.from({ length: visible }, (_, i) =>
      found.has(this.#rows[i]!) ? this.#score(i, dotOf) : 0,
    )
  }

  #search(query: Float32Array, depth: number, visibleRows: number) {
    const { search, hnsw, embedder } = this.#parameters
    const matrix = this.#openMatrix()
    // Invisible chunks must not steer the search, so a cut record is searched exactly.
    const isCut = visibleRows < matrix.length / this.#dimensions
    if (search === 'exact' || this.#base === '' || isCut || (search === 'auto' && visibleRows <= FEW_ROWS)) {
      return searchExact(matrix, this.#dimensions, query, depth, visibleRows)
    }
    this.#graph ??= readHnsw(`${this.#base}.hnsw`, hnsw, embedder)
    // A graph that needs such a large ef saves no time.
    if (search === 'auto' && this.#graph.parameters.ef * ROWS_AN_EF > visibleRows) {
      return searchExact(matrix, this.#dimensions, query, depth, visibleRows)
    }
    return searchHnsw(this.#graph, query, depth)
  }

  #score(i: number, dotOf: (row: number) => number): number {
    const own = dotOf(this.#rows[i]!)
    if (this.#windows === null) return own
    const { first, last } = this.#windows
    if (first[i] === last[i]) return own
    this.#norms ??= windowNorms(this.#windows, {
      rows: this.#rows,
      tokens: this.#tokens,
      matrix: this.#openMatrix(),
      dimensions: this.#dimensions,
    })
    let sum = 0
    for (let p = first[i]!; p <= last[i]!; p++) sum += this.#tokens[p]! * dotOf(this.#rows[p]!)
    const norm = this.#norms[i]!
    return (own + (norm > 0 ? sum / norm : 0)) / 2
  }

  /** The number of visible rows. Rows are numbered by first appearance, so the visible ones end with the highest of a visible chunk. */
  #visibleRows(visible: number): number {
    let rows = 0
    for (let i = 0; i < visible; i++) if (this.#rows[i]! >= rows) rows = this.#rows[i]! + 1
    return rows
  }

  #openMatrix(): Float32Array {
    this.#matrix ??= readMatrix(`${this.#base}.f32`, this.#dimensions)
    const rows = this.#matrix.length / this.#dimensions
    if (this.#rows.some((row) => row >= rows)) {
      throw new InputError(
        `${this.#base}.f32 holds ${rows} vectors, fewer than its chunks name: run 'chartsift index --verify'`,
      )
    }
    return this.#matrix
  }
}
