const BEAM = 25

/** The cells of an edit distance that sacrebleu's TER explores: in row i the columns [from[i], to[i]). */
export type Beam = {
  readonly from: Int32Array
  readonly to: Int32Array
  /** The least that a path outside of the beam costs: a distance below it is the same with and without the beam. */
  readonly outside: number
}

/**
 * 25 cells on both sides of the pseudo-diagonal (more if the reference is far longer), and the last row up to its end. n, m: words
 * of candidate (rows) and reference.
 */
export function beamOf(n: number, m: number): Beam {
  const from = new Int32Array(n + 1)
  const to = new Int32Array(n + 1).fill(m + 1)
  const ratio = n > 0 ? m / n : 1
  const beam = BEAM < ratio / 2 ? Math.ceil(ratio / 2 + BEAM) : BEAM
  let outside = Number.MAX_SAFE_INTEGER
  for (let i = 1; i <= n; i += 1) {
    const diagonal = Math.floor(i * ratio)
    from[i] = Math.max(0, diagonal - beam)
    if (i < n) to[i] = Math.min(m + 1, diagonal + beam)
    // A path through (i, j) costs |i - j| + |n - i - (m - j)| at least: it falls up to the first of these, and rises after the last.
    const [first, last] = [Math.min(i, i + m - n), Math.max(i, i + m - n)]
    for (const j of [Math.min(from[i]! - 1, last), Math.max(to[i]!, first)]) {
      if (j >= 0 && j <= m) outside = Math.min(outside, Math.abs(i - j) + Math.abs(n - i - (m - j)))
    }
  }
  return { from, to, outside }
}
