import type { Beam } from './beam.js'
import { BitRows, wordPlaces } from './bit-rows.js'

/** Word edit distance of one candidate of n words, and of changed forms of it, to one reference of m words. */
export class WordEdits {
  private readonly m: number
  private readonly forward: BitRows
  /** Of both texts read backwards: row n - i is of the words [i, n). */
  private readonly backward: BitRows
  private readonly changed: BitRows
  /** Costs from the start and to the end; a row is computed when it is first needed. */
  private readonly cost: Int32Array
  private readonly rest: Int32Array
  private readonly isCostKnown: Uint8Array
  private readonly isRestKnown: Uint8Array
  private readonly changedCost: Int32Array
  private words: Int32Array

  /** @param count number of different words, which are numbered from 0 */
  constructor(
    private readonly n: number,
    private readonly reference: Int32Array,
    count: number,
  ) {
    this.m = reference.length
    const places = wordPlaces(reference, count)
    this.forward = new BitRows(n, places)
    this.backward = new BitRows(n, wordPlaces(reference.toReversed(), count))
    this.changed = new BitRows(n, places)
    this.cost = new Int32Array((n + 1) * (this.m + 1))
    this.rest = new Int32Array((n + 1) * (this.m + 1))
    this.isCostKnown = new Uint8Array(n + 1)
    this.isRestKnown = new Uint8Array(n + 1)
    this.changedCost = new Int32Array(this.m + 1)
    this.words = new Int32Array(n)
  }

  /** Takes `words` as the candidate. Only its places [from, to) differ from the one before. */
  set(words: Int32Array, from: number, to: number): void {
    this.words = words
    for (let i = from; i < this.n; i += 1) this.forward.advance(i, words[i]!)
    this.isCostKnown.fill(0, from)
    for (let i = to - 1; i >= 0; i -= 1) this.backward.advance(this.n - 1 - i, words[i]!)
    this.isRestKnown.fill(0, 0, to + 1)
  }

  /** The edits of the candidate's cheapest path; null if it leaves the beam. */
  path(beam: Beam): number[] | null {
    return this.forward.path(this.words, this.reference, beam)
  }

  /** Distance of the candidate without its places [start, end). */
  distanceWithout(start: number, end: number): number {
    return this.least(this.cost, this.costOf(start), this.restOf(end))
  }

  /** Distance of the candidate with `length` words from place `start` on replaced by the first of `changed`. */
  changedDistance(start: number, changed: Int32Array, length: number): number {
    const { changed: rows, changedCost } = this
    const end = start + length
    rows.copy(this.forward, start, start)
    for (let i = 0; i < length; i += 1) rows.advance(start + i, changed[i]!)
    rows.costs(end, end, this.m, changedCost, 0, 1)
    return this.least(changedCost, 0, this.restOf(end))
  }

  /** Whether the cheapest path of a changed form, which differs from place `start` on, stays within the beam. */
  isWithin(beam: Beam, words: Int32Array, start: number): boolean {
    const { changed: rows } = this
    rows.copy(this.forward, 0, start)
    for (let i = start; i < this.n; i += 1) rows.advance(i, words[i]!)
    return rows.path(words, this.reference, beam) !== null
  }

  /** The least sum of the costs of a row from place `at` on and the remaining costs from place `rest` on. */
  private least(cost: Int32Array, at: number, rest: number): number {
    let least = Number.MAX_SAFE_INTEGER
    for (let j = 0; j <= this.m; j += 1) {
      const through = cost[at + j]! + this.rest[rest + j]!
      if (through < least) least = through
    }
    return least
  }

  /** Where the costs of a row begin. */
  private costOf(row: number): number {
    const at = row * (this.m + 1)
    if (this.isCostKnown[row] === 0) this.forward.costs(row, row, this.m, this.cost, at, 1)
    this.isCostKnown[row] = 1
    return at
  }

  private restOf(row: number): number {
    const { n, m } = this
    const at = row * (m + 1)
    if (this.isRestKnown[row] === 0) this.backward.costs(n - row, n - row, m, this.rest, at + m, -1)
    this.isRestKnown[row] = 1
    return at
  }
}
