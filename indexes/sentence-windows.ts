import type { Chunk } from './chunk.js'

/** For each chunk the positions [first, last] of the chunks of its window, itself included. */
export type Windows = { readonly first: Int32Array; readonly last: Int32Array }

/**
 * The sentences round each sentence of a note, taken in turn from both sides until the next would exceed
 * `windowTokens`. Chunks of a note follow each other in chart order, so a window is a range. Events stand alone.
 * @param tokens of each chunk, in the embedder's tokens
 */
export function sentenceWindows(chunks: readonly Chunk[], tokens: Int32Array, windowTokens: number): Windows {
  const first = new Int32Array(chunks.length)
  const last = new Int32Array(chunks.length)
  for (let i = 0; i < chunks.length; i++) {
    let from = i
    let to = i
    for (let size = tokens[i]!; ; ) {
      const hasLeft = isOfOneNote(chunks[from - 1], chunks[i]!)
      const hasRight = isOfOneNote(chunks[to + 1], chunks[i]!)
      if (!hasLeft && !hasRight) break
      const takesLeft = hasLeft && (!hasRight || i - from <= to - i)
      size += tokens[takesLeft ? from - 1 : to + 1]!
      if (size > windowTokens) break
      if (takesLeft) from--
      else to++
    }
    first[i] = from
    last[i] = to
  }
  return { first, last }
}

function isOfOneNote(a: Chunk | undefined, b: Chunk): boolean {
  return a?.kind === 'note' && b.kind === 'note' && a.documentId === b.documentId
}

/** Lengths of the token-weighted sums of the windows' vectors: what turns a sum of dot products into a cosine. */
export function windowNorms(
  { first, last }: Windows,
  rows: Int32Array,
  tokens: Int32Array,
  matrix: Float32Array,
  dimensions: number,
): Float64Array {
  const sum = new Float64Array(dimensions)
  return Float64Array.from(first, (from, i) => {
    sum.fill(0)
    for (let p = from; p <= last[i]!; p++) {
      for (let d = 0, at = rows[p]! * dimensions; d < dimensions; d++, at++)
        sum[d]! += tokens[p]! * matrix[at]!
    }
    return Math.sqrt(sum.reduce((total, value) => total + value * value, 0))
  })
}
