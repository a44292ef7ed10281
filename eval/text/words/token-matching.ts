import type { TokenMatch } from '../../measured/measured-item.js'

/**
 * A text as a network reads it. vectors: [tokens, dimensions] row after row, each of unit length. isCounted: false for the tokens
 * that surround every text ([CLS], [SEP]).
 */
export type TokenVectors = {
  readonly vectors: Float32Array
  readonly dimensions: number
  readonly isCounted: readonly boolean[]
}

/**
 * BERTScore of one candidate against one reference (Zhang et al., ICLR 2020), without idf and rescaling, as bert_score
 * 0.3.13 has it: every token takes the token of the other text of highest cosine. A token that is not counted weighs
 * nothing in the mean and can still be taken. All 0 if one text has no token that counts.
 */
export function matchTokens(candidate: TokenVectors, reference: TokenVectors): TokenMatch {
  const ofCandidate = new Float64Array(candidate.isCounted.length).fill(Number.NEGATIVE_INFINITY)
  const ofReference = new Float64Array(reference.isCounted.length).fill(Number.NEGATIVE_INFINITY)
  for (let c = 0; c < ofCandidate.length; c += 1) {
    for (let r = 0; r < ofReference.length; r += 1) {
      const similarity = cosine(candidate, c, reference, r)
      if (similarity > ofCandidate[c]!) ofCandidate[c] = similarity
      if (similarity > ofReference[r]!) ofReference[r] = similarity
    }
  }
  const precision = meanOfCounted(ofCandidate, candidate.isCounted)
  const recall = meanOfCounted(ofReference, reference.isCounted)
  if (precision === null || recall === null) return { precision: 0, recall: 0, f1: 0 }
  const sum = precision + recall
  return { precision, recall, f1: sum === 0 ? 0 : (2 * precision * recall) / sum }
}

function cosine(a: TokenVectors, i: number, b: TokenVectors, j: number): number {
  const { dimensions } = a
  const [left, right] = [i * dimensions, j * dimensions]
  let dot = 0
  for (let d = 0; d < dimensions; d += 1) dot += a.vectors[left + d]! * b.vectors[right + d]!
  return dot
}

function meanOfCounted(values: Float64Array, isCounted: readonly boolean[]): number | null {
  const counted = values.filter((_, t) => isCounted[t])
  return counted.length === 0 ? null : counted.reduce((sum, value) => sum + value, 0) / counted.length
}
