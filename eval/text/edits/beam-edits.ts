import type { Beam } from './beam.js'

const INFINITE = 1_000_000_000
const UNREACHED = 4

/** What the cheapest path does with one word of the candidate or the reference. */
export const EDIT = { same: 0, substitute: 1, insert: 2, delete: 3 } as const

/**
 * Word edit distance of one candidate, and of changed forms of it, to one reference, on the cells of a beam. n, m: words of candidate
 * and reference.
 */
export class BeamEdits {
  private readonly width: number
  private readonly from: Int32Array
  /** Exclusive. */
  private readonly to: Int32Array
  private readonly cost: Int32Array
  private readonly edits: Uint8Array
  private rest: Int32Array | null = null
  private isRestKnown = false
  private words: Int32Array
  private above: Int32Array
  private row: Int32Array

  constructor(
    private readonly n: number,
    private readonly reference: Int32Array,
    { from, to }: Beam,
  ) {
    const m = reference.length
    this.width = m + 1
    this.from = from
    this.to = to
    this.cost = new Int32Array((n + 1) * this.width).fill(INFINITE)
    this.edits = new Uint8Array((n + 1) * this.width).fill(UNREACHED)
    for (let j = 0; j <= m; j += 1) {
      this.cost[j] = j
      this.edits[j] = EDIT.insert
    }
    this.words = new Int32Array(n)
    this.above = new Int32Array(this.width)
    this.row = new Int32Array(this.width)
  }

  /** Takes `words` as the candidate. */
  set(words: Int32Array): void {
    this.words = words
    this.isRestKnown = false
    const { n, width, cost, edits, reference } = this
    for (let i = 1; i <= n; i += 1) {
      const word = words[i - 1]!
      const from = this.from[i]!
      const to = this.to[i]!
      let left = INFINITE
      let diagonal = from > 0 ? cost[(i - 1) * width + from - 1]! : INFINITE
      for (let j = from; j < to; j += 1) {
        const above = cost[(i - 1) * width + j]!
        const isSame = j > 0 && word === reference[j - 1]!
        // The order decides ties: same or substitute, then delete, then insert.
        let best = isSame ? diagonal : diagonal + 1
        let edit: number = isSame ? EDIT.same : EDIT.substitute
        if (above + 1 < best) {
          best = above + 1
          edit = EDIT.delete
        }
        if (left + 1 < best) {
          best = left + 1
          edit = EDIT.insert
        }
        cost[i * width + j] = best
        edits[i * width + j] = edit
        left = best
        diagonal = above
      }
    }
  }

  /** The edits of the cheapest path, from the first to the last, of the candidate as set. */
  path(): number[] {
    const path: number[] = []
    let i = this.n
    let j = this.reference.length
    while (i > 0 || j > 0) {
      const edit = this.edits[i * this.width + j]!
      if (edit === UNREACHED || this.cost[i * this.width + j]! >= INFINITE)
        throw new Error('the beam of the edit distance does not reach the end')
      path.push(edit)
      if (edit !== EDIT.insert) i -= 1
      if (edit !== EDIT.delete) j -= 1
    }
    return path.reverse()
  }

  /** Distance of the candidate with `length` words from place `start` on replaced by the first of `changed`. */
  changedDistance(start: number, changed: Int32Array, length: number): number {
    const { width, reference, cost } = this
    const rest = this.restOf()
    let { above, row } = this
    for (let j = 0; j < width; j += 1) above[j] = cost[start * width + j]!
    let previousFrom = this.from[start]!
    let previousTo = this.to[start]!
    for (let i = start + 1; i <= start + length; i += 1) {
      const word = changed[i - start - 1]!
      const from = this.from[i]!
      const to = this.to[i]!
      let left = INFINITE
      for (let j = from; j < to; j += 1) {
        let best = j >= previousFrom && j < previousTo ? above[j]! + 1 : INFINITE
        if (j > previousFrom && j <= previousTo)
          best = Math.min(best, above[j - 1]! + (word === reference[j - 1]! ? 0 : 1))
        if (left + 1 < best) best = left + 1
        row[j] = best
        left = best
      }
      const spare = above
      above = row
      row = spare
      previousFrom = from
      previousTo = to
    }
    const last = (start + length) * width
    let distance = INFINITE
    for (let j = previousFrom; j < previousTo; j += 1)
      distance = Math.min(distance, above[j]! + rest[last + j]!)
    return distance
  }

  /** The remaining cost from each cell. Words after a change stay in place, so it also holds for changed forms. */
  private restOf(): Int32Array {
    const { n, width, reference, words } = this
    this.rest ??= new Int32Array((n + 1) * width).fill(INFINITE)
    const rest = this.rest
    if (this.isRestKnown) return rest
    this.isRestKnown = true
    const m = reference.length
    for (let j = 0; j <= m; j += 1) rest[n * width + j] = m - j
    for (let i = n - 1; i >= 0; i -= 1) {
      let right = INFINITE
      for (let j = this.to[i]! - 1; j >= this.from[i]!; j -= 1) {
        const below = (i + 1) * width + j
        let best = Math.min(rest[below]!, right) + 1
        if (j < m) best = Math.min(best, rest[below + 1]! + (words[i] === reference[j] ? 0 : 1))
        rest[i * width + j] = best
        right = best
      }
    }
    return rest
  }
}
