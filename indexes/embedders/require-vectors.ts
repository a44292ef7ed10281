import { InputError } from '../../base/errors/input-error.js'
import type { Embedder } from './embedder.js'

/** Rounding errors of float32 sums over a few thousand dimensions are far below this. */
const NORM_TOLERANCE = 1e-3

/**
 * Checks the vectors of an embedder before anything is computed from them or stored: native code aborts the process on an
 * infinite number, and a NaN silently ranks first. A vector of zeros is valid for a blank text and, from a static table, for any text.
 * @throws InputError if there is not one vector of unit length and of `dimensions` finite numbers for each text
 */
export function requireVectors(
  vectors: readonly unknown[],
  texts: readonly string[],
  { name, dimensions, kind }: Pick<Embedder, 'name' | 'dimensions' | 'kind'>,
): void {
  if (!Array.isArray(vectors) || vectors.length !== texts.length) {
    const found = Array.isArray(vectors) ? `${vectors.length}` : 'no list'
    throw new InputError(`expected ${texts.length} vectors from embedder ${name}, found ${found}`)
  }
  texts.forEach((text, i) => {
    const problem = problemOf(vectors[i], dimensions, kind === 'static' || text.trim() === '')
    if (problem !== null) {
      throw new InputError(
        `expected a vector of ${dimensions} finite numbers and unit length from embedder ${name} for text ${i + 1} of ${texts.length} (${text.length} characters), found ${problem}`,
      )
    }
  })
}

function problemOf(vector: unknown, dimensions: number, mayBeZero: boolean): string | null {
  if (!(vector instanceof Float32Array)) return vector === undefined ? 'none' : 'something else'
  if (vector.length !== dimensions) return `${vector.length} numbers`
  let squares = 0
  for (const value of vector) squares += value * value
  if (!Number.isFinite(squares)) return 'a number that is not finite'
  if (squares === 0) return mayBeZero ? null : 'zeros only'
  return Math.abs(Math.sqrt(squares) - 1) > NORM_TOLERANCE ? `length ${Math.sqrt(squares).toFixed(3)}` : null
}
