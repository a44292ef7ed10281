/** Length of the longest common subsequence of two sequences of token numbers. */
export function commonLength(a: Int32Array, b: Int32Array): number {
  const row = new Int32Array(b.length + 1)
  for (let i = 0; i < a.length; i += 1) {
    const token = a[i]!
    let diagonal = 0
    let left = 0
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j]!
      left = token === b[j - 1]! ? diagonal + 1 : Math.max(above, left)
      row[j] = left
      diagonal = above
    }
  }
  return row[b.length]!
}

const TAKE = 1
const LEFT = 2

/**
 * Marks in `taken` the places of `reference` that are on the one longest common subsequence which rouge-score's
 * backtrack finds: from the end, equal tokens are taken, else the longer side is followed, the reference's on a tie.
 */
export function markCommon(reference: Int32Array, candidate: Int32Array, taken: Uint8Array): void {
  const width = candidate.length + 1
  // One byte per cell for the way back, since lengths would take four times the memory.
  const ways = new Uint8Array((reference.length + 1) * width)
  let above = new Int32Array(width)
  let row = new Int32Array(width)
  for (let i = 1; i <= reference.length; i += 1) {
    for (let j = 1; j < width; j += 1) {
      if (reference[i - 1] === candidate[j - 1]) {
        row[j] = above[j - 1]! + 1
        ways[i * width + j] = TAKE
      } else if (row[j - 1]! > above[j]!) {
        row[j] = row[j - 1]!
        ways[i * width + j] = LEFT
      } else row[j] = above[j]!
    }
    const spare = above
    above = row
    row = spare
    row[0] = 0
  }
  let i = reference.length
  let j = candidate.length
  while (i > 0 && j > 0) {
    const way = ways[i * width + j]
    if (way === TAKE) taken[i - 1] = 1
    if (way !== LEFT) i -= 1
    if (way === TAKE || way === LEFT) j -= 1
  }
}
