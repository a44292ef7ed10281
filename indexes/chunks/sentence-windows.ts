import type { Chunk } from './chunk.js'

/** For each chunk, the positions [first, last] of the chunks in its window, which includes the chunk itself. */
export type Windows = { readonly first: Int32Array; readonly last: Int32Array }

/**
 * The window of each sentence of a note: sentences around it, added from both sides in turn until the next one would exceed
 * `windowTokens`, or until there are `windowTokens` sentences: a chart may have thousands in a row without a token ('. . .').
 * Chunks of a note are consecutive in chart order, so a window is a range. An event chunk is a window by itself.
 * @param tokens length of each chunk in the embedder's tokens
 */
export function sentenceWindows(chunks: readonly Chunk[], tokens: Int32Array, windowTokens: number): Windows {
  const first = new Int32Array(chunks.length)
  const last = new Int32Array(chunks.length)
  for (let i = 0; i < chunks.length; i++) {
    let from = i
    let to = i
    for (let size = tokens[i]!; to - from < windowTokens - 1; ) {
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

/** The vectors of sentences: which row each has, how many tokens it has, and all rows one after the other. */
export type TokenRows = {
  readonly rows: Int32Array
  readonly tokens: Int32Array
  readonly matrix: Float32Array
  readonly dimensions: number
}

/**
 * Lengths of the token-weighted vector sums of the windows, which turn a sum of dot products into a cosine. Windows of
 * neighbors overlap, so one running sum moves along: it subtracts chunks that leave the window and adds chunks that enter.
 */
export function windowNorms(
  { first, last }: Windows,
  { rows, tokens, matrix, dimensions }: TokenRows,
): Float64Array {
  const sum = new Float64Array(dimensions)
  const norms = new Float64Array(first.length)
  let from = 0
  let to = 0
  for (let i = 0; i < first.length; i++) {
    const movesOn = first[i]! >= from && first[i]! < to && last[i]! >= to - 1
    if (!movesOn) {
      // This is usually the next note: starting at 0 carries no rounding error from note to note.
      sum.fill(0)
      from = first[i]!
      to = from
    }
    for (; to <= last[i]!; to++) addScaled(sum, matrix, rows[to]! * dimensions, tokens[to]!)
    for (; from < first[i]!; from++) addScaled(sum, matrix, rows[from]! * dimensions, -tokens[from]!)
    let squares = 0
    for (let d = 0; d < dimensions; d++) squares += sum[d]! * sum[d]!
    norms[i] = Math.sqrt(squares)
  }
  return norms
}

function addScaled(sum: Float64Array, matrix: Float32Array, at: number, weight: number): void {
  const fours = sum.length - (sum.length % 4)
  for (let d = 0; d < fours; d += 4) {
    sum[d]! += weight * matrix[at + d]!
    sum[d + 1]! += weight * matrix[at + d + 1]!
    sum[d + 2]! += weight * matrix[at + d + 2]!
    sum[d + 3]! += weight * matrix[at + d + 3]!
  }
  for (let d = fours; d < sum.length; d++) sum[d]! += weight * matrix[at + d]!
}
