const BITS = 32

/**
 * Word edit distance of one candidate of n words, and of changed forms of it, to one reference of m words, 32 cells
 * of a row at a time (Myers 1999, Hyyrö 2003): a row is kept as the places where it rises and falls.
 */
export class WordEdits {
  private readonly m: number
  private readonly blocks: number
  /** Where each word stands in the reference, and in the reference read backwards. */
  private readonly places: Int32Array
  private readonly placesBackward: Int32Array
  /** Rises and falls of row i, forward of words [0, i), backward of words [i, n). */
  private readonly rises: Int32Array
  private readonly falls: Int32Array
  private readonly risesBackward: Int32Array
  private readonly fallsBackward: Int32Array
  /** Rows of costs from the start and to the end, made when asked for. */
  private readonly cost: (Int32Array | null)[]
  private readonly rest: (Int32Array | null)[]
  private readonly rise: Int32Array
  private readonly fall: Int32Array

  /** @param words number of different words: they are numbered from 0 */
  constructor(
    private readonly n: number,
    reference: Int32Array,
    words: number,
  ) {
    const m = reference.length
    this.m = m
    this.blocks = Math.ceil(m / BITS)
    this.places = new Int32Array(words * this.blocks)
    this.placesBackward = new Int32Array(words * this.blocks)
    for (let j = 0; j < m; j += 1) {
      const word = reference[j]! * this.blocks
      this.places[word + (j >> 5)]! |= 1 << (j & 31)
      const back = m - 1 - j
      this.placesBackward[word + (back >> 5)]! |= 1 << (back & 31)
    }
    const size = (n + 1) * this.blocks
    this.rises = new Int32Array(size)
    this.falls = new Int32Array(size)
    this.risesBackward = new Int32Array(size)
    this.fallsBackward = new Int32Array(size)
    this.rises.fill(-1, 0, this.blocks)
    this.risesBackward.fill(-1, n * this.blocks)
    this.cost = new Array<Int32Array | null>(n + 1).fill(null)
    this.rest = new Array<Int32Array | null>(n + 1).fill(null)
    this.rise = new Int32Array(this.blocks)
    this.fall = new Int32Array(this.blocks)
  }

  /** Takes `words` as the candidate. Only its places [from, to) differ from the one before. */
  set(words: Int32Array, from: number, to: number): void {
    const { n, blocks, rise, fall } = this
    this.load(this.rises, this.falls, from)
    for (let i = from; i < n; i += 1) {
      this.advance(this.places, words[i]!)
      this.rises.set(rise, (i + 1) * blocks)
      this.falls.set(fall, (i + 1) * blocks)
    }
    this.cost.fill(null, from)
    this.load(this.risesBackward, this.fallsBackward, to)
    for (let i = to - 1; i >= 0; i -= 1) {
      this.advance(this.placesBackward, words[i]!)
      this.risesBackward.set(rise, i * blocks)
      this.fallsBackward.set(fall, i * blocks)
    }
    this.rest.fill(null, 0, to + 1)
  }

  /** Distance of the candidate without its places [start, end). */
  distanceWithout(start: number, end: number): number {
    const { m } = this
    const cost = this.costOf(start)
    const rest = this.restOf(end)
    let least = Number.MAX_SAFE_INTEGER
    for (let j = 0; j <= m; j += 1) {
      const through = cost[j]! + rest[j]!
      if (through < least) least = through
    }
    return least
  }

  /** Distance of the candidate with `length` words from place `start` on replaced by the first of `changed`. */
  changedDistance(start: number, changed: Int32Array, length: number): number {
    const { m, rise, fall } = this
    const end = start + length
    this.load(this.rises, this.falls, start)
    for (let i = 0; i < length; i += 1) this.advance(this.places, changed[i]!)
    const rest = this.restOf(end)
    let cost = end
    let least = cost + rest[0]!
    for (let j = 0; j < m; j += 1) {
      cost += ((rise[j >> 5]! >>> (j & 31)) & 1) - ((fall[j >> 5]! >>> (j & 31)) & 1)
      const through = cost + rest[j + 1]!
      if (through < least) least = through
    }
    return least
  }

  private load(rises: Int32Array, falls: Int32Array, row: number): void {
    for (let k = 0; k < this.blocks; k += 1) {
      this.rise[k] = rises[row * this.blocks + k]!
      this.fall[k] = falls[row * this.blocks + k]!
    }
  }

  /** From the row before a word to the row behind it. */
  private advance(places: Int32Array, word: number): void {
    const { blocks, rise, fall } = this
    // The first column rises by one with every word.
    let risesIn = 1
    let fallsIn = 0
    for (let k = 0; k < blocks; k += 1) {
      const equal = places[word * blocks + k]!
      const up = rise[k]!
      const down = fall[k]!
      const vertical = equal | down
      const same = equal | fallsIn
      const across = (((same & up) + up) ^ up) | same
      const risesAcross = down | ~(across | up)
      const fallsAcross = up & across
      const shiftedRises = (risesAcross << 1) | risesIn
      const shiftedFalls = (fallsAcross << 1) | fallsIn
      risesIn = risesAcross >>> 31
      fallsIn = fallsAcross >>> 31
      rise[k] = shiftedFalls | ~(vertical | shiftedRises)
      fall[k] = shiftedRises & vertical
    }
  }

  private costOf(row: number): Int32Array {
    const known = this.cost[row]
    if (known) return known
    const { m, rises, falls, blocks } = this
    const costs = new Int32Array(m + 1)
    let value = row
    costs[0] = value
    for (let j = 0; j < m; j += 1) {
      const block = row * blocks + (j >> 5)
      value += ((rises[block]! >>> (j & 31)) & 1) - ((falls[block]! >>> (j & 31)) & 1)
      costs[j + 1] = value
    }
    this.cost[row] = costs
    return costs
  }

  private restOf(row: number): Int32Array {
    const known = this.rest[row]
    if (known) return known
    const { n, m, risesBackward, fallsBackward, blocks } = this
    const rests = new Int32Array(m + 1)
    let value = n - row
    rests[m] = value
    for (let j = 0; j < m; j += 1) {
      const block = row * blocks + (j >> 5)
      value += ((risesBackward[block]! >>> (j & 31)) & 1) - ((fallsBackward[block]! >>> (j & 31)) & 1)
      rests[m - 1 - j] = value
    }
    this.rest[row] = rests
    return rests
  }
}
