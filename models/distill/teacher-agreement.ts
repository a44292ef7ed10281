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

/** Pearson correlation of the cosines that two embedders give the same pairs; NaN for fewer than two pairs. */
export function correlation(
  pairs: readonly (readonly [number, number])[],
  first: Float32Array,
  firstLength: number,
  second: Float32Array,
  secondLength: number,
): number {
  const x = pairs.map(([a, b]) => cosine(first, firstLength, a, b))
  const y = pairs.map(([a, b]) => cosine(second, secondLength, a, b))
  const meanX = mean(x)
  const meanY = mean(y)
  const covariance = mean(x.map((value, i) => (value - meanX) * (y[i]! - meanY)))
  const variance = (values: number[], centre: number) => mean(values.map((value) => (value - centre) ** 2))
  return covariance / Math.sqrt(variance(x, meanX) * variance(y, meanY))
}

function cosine(vectors: Float32Array, length: number, a: number, b: number): number {
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
