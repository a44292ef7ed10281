import { characterEnd } from '../../base/text/whole-characters.js'
import type { Embedder } from './embedder.js'
import { requireVectors } from './require-vectors.js'

/**
 * One vector per text, of unit length. A text longer than the embedder can read is split at a space into halves, and
 * the vectors of the halves are averaged, so that no text is cut off.
 * @throws InputError if the embedder does not return one unit vector of its dimensions for each text
 */
export async function embedLongTexts(
  texts: readonly string[],
  role: 'query' | 'passage',
  embedder: Embedder,
): Promise<Float32Array[]> {
  const pieces = texts.map((text) => fittingPieces(text, embedder))
  const asked = pieces.flat()
  const flat = await embedder.embed(asked, role)
  requireVectors(flat, asked, embedder)
  let next = 0
  return pieces.map((parts) => {
    const vectors = flat.slice(next, next + parts.length)
    next += parts.length
    return parts.length === 1
      ? vectors[0]!
      : unitVector(
          weightedSum(
            vectors,
            vectors.map(() => 1),
          ),
        )
  })
}

function fittingPieces(text: string, embedder: Embedder): string[] {
  if (embedder.maxTokens === Number.POSITIVE_INFINITY) return [text]
  if (embedder.countTokens(text) <= embedder.maxTokens || text.length < 2) return [text]
  const middle = text.indexOf(' ', text.length >>> 1)
  const at = middle < 0 ? characterEnd(text, text.length >>> 1) : middle
  if (at === text.length) return [text]
  return [...fittingPieces(text.slice(0, at), embedder), ...fittingPieces(text.slice(at), embedder)]
}

/** The weighted sum of one or more vectors of the same length, with one weight per vector. */
function weightedSum(vectors: readonly Float32Array[], weights: readonly number[]): Float64Array {
  const total = new Float64Array(vectors[0]!.length)
  vectors.forEach((vector, v) => {
    for (let d = 0; d < total.length; d++) total[d]! += weights[v]! * vector[d]!
  })
  return total
}

/** The vector scaled to length 1. A vector of zeros stays as it is. */
function unitVector(vector: Float64Array): Float32Array {
  let norm = 0
  for (const value of vector) norm += value * value
  norm = Math.sqrt(norm)
  return Float32Array.from(vector, (value) => (norm === 0 ? 0 : value / norm))
}
