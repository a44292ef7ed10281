import { mulberry32 } from '../../base/random.js'

/** Pairs of different rows, drawn with the seed. */
export function sampledPairs(
  rows: number,
  count: number,
  seed: number,
): readonly (readonly [number, number])[] {
  if (rows < 2) return []
  const random = mulberry32(seed)
  return Array.from({ length: count }, () => {
    const a = Math.floor(random() * rows)
    const b = Math.floor(random() * (rows - 1))
    return [a, b < a ? b : b + 1] as const
  })
}

/** Vectors of the same texts by two models, row after row, and their lengths. */
export type PairedVectors = {
  readonly first: Float32Array
  readonly firstLength: number
  readonly second: Float32Array
  readonly secondLength: number
}

/** Pearson correlation of the cosines that two embedders give the same pairs; NaN for fewer than two pairs. */
export function correlation(
  pairs: readonly (readonly [number, number])[],
  { first, firstLength, second, secondLength }: PairedVectors,
): number {
  const x = pairs.map(([a, b]) => cosine(first, { length: firstLength, a, b }))
  const y = pairs.map(([a, b]) => cosine(second, { length: secondLength, a, b }))
  const meanX = mean(x)
  const meanY = mean(y)
  const covariance = mean(x.map((value, i) => (value - meanX) * (y[i]! - meanY)))
  const variance = (values: number[], centre: number) => mean(values.map((value) => (value - centre) ** 2))
  return covariance / Math.sqrt(variance(x, meanX) * variance(y, meanY))
}
type TwoRows = {
  readonly length: number
  readonly a: number
  readonly b: number
}

function cosine(vectors: Float32Array, { length, a, b }: TwoRows): number {
  let dot = 0
  let normA = 0
  let normB = 0
  for (let d = 0; d < length; d++) {
    const left = vectors[a * length + d]!
    const right = vectors[b * length + d]!
    dot += left * right
    normA += left * left
    normB += right * right
  }
  return normA === 0 || normB === 0 ? 0 : dot / Math.sqrt(normA * normB)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
