import type { Beam } from './beam.js'
import { EDIT } from './beam-edits.js'

const BITS = 32

/** Where each word is in a reference, a bit per place: `blocks` numbers of 32 bits per word. */
export type WordPlaces = { readonly bits: Int32Array; readonly blocks: number }

/** @param count number of different words, which are numbered from 0 */
export function wordPlaces(reference: Int32Array, count: number): WordPlaces {
  const blocks = Math.ceil(reference.length / BITS)
  const bits = new Int32Array(count * blocks)
  for (let j = 0; j < reference.length; j += 1) bits[reference[j]! * blocks + (j >> 5)]! |= 1 << (j & 31)
  return { bits, blocks }
}

/**
 * The table of the word edit distance of n words (rows) to a reference (columns), 32 cells at a time (Myers 1999, Hyyrö 2003): for
 * each row, the places where it rises and falls, where it equals the cell up and left, and where it is higher than the one above.
 */
export class BitRows {
  private readonly rises: Int32Array
  private readonly falls: Int32Array
  private readonly equals: Int32Array
  private readonly climbs: Int32Array

  constructor(
    n: number,
    private readonly places: WordPlaces,
  ) {
    const size = (n + 1) * places.blocks
    this.rises = new Int32Array(size)
    this.falls = new Int32Array(size)
    this.equals = new Int32Array(size)
    this.climbs = new Int32Array(size)
    this.rises.fill(-1, 0, places.blocks)
  }

  /** Row `row + 1`, of a word, from row `row`. */
  advance(row: number, word: number): void {
    const { rises, falls, equals, climbs } = this
    const { bits, blocks } = this.places
    // The first column rises by one with every word.
    let risesIn = 1
    let fallsIn = 0
    let above = row * blocks
    let place = word * blocks
    for (const end = above + blocks; above < end; above += 1) {
      const below = above + blocks
      const equal = bits[place]!
      place += 1
      const up = rises[above]!
      const down = falls[above]!
      const vertical = equal | down
      const same = equal | fallsIn
      const across = (((same & up) + up) ^ up) | same
      const risesAcross = down | ~(across | up)
      const fallsAcross = up & across
      const shiftedRises = (risesAcross << 1) | risesIn
      const shiftedFalls = (fallsAcross << 1) | fallsIn
      risesIn = risesAcross >>> 31
      fallsIn = fallsAcross >>> 31
      rises[below] = shiftedFalls | ~(vertical | shiftedRises)
      falls[below] = shiftedRises & vertical
      equals[below] = across | vertical
      climbs[below] = risesAcross
    }
  }

  /** Takes rows [first, last] from another table of the same size. */
  copy(other: BitRows, first: number, last: number): void {
    const end = (last + 1) * this.places.blocks
    for (let k = first * this.places.blocks; k < end; k += 1) {
      this.rises[k] = other.rises[k]!
      this.falls[k] = other.falls[k]!
      this.equals[k] = other.equals[k]!
      this.climbs[k] = other.climbs[k]!
    }
  }

  /**
   * A row's costs, from its first column, which costs `first`, to column m.
   * @param by 1 to write them from place `at` on, -1 to write them backwards
   */
  costs(row: number, first: number, m: number, into: Int32Array, at: number, by: 1 | -1): void {
    const { rises, falls } = this
    let block = row * this.places.blocks
    let place = at
    let value = first
    into[place] = value
    for (let left = m; left > 0; left -= BITS, block += 1) {
      let rise = rises[block]!
      let fall = falls[block]!
      for (let bit = Math.min(left, BITS); bit > 0; bit -= 1) {
        value += (rise & 1) - (fall & 1)
        rise >>>= 1
        fall >>>= 1
        place += by
        into[place] = value
      }
    }
  }

  /**
   * The edits of the cheapest path, from the first to the last; null if it leaves the beam. Ties: same or substitute, then delete,
   * then insert. The beam can only make cells more expensive, so a path within it is also the cheapest of the beam, ties included.
   * @param words those from which rows 1 to n were made
   */
  path(words: Int32Array, reference: Int32Array, beam: Beam): number[] | null {
    const path: number[] = []
    let i = words.length
    let j = reference.length
    while (i > 0 || j > 0) {
      if (j < beam.from[i]! || j >= beam.to[i]!) return null
      const edit = this.editAt(i, j, i > 0 && j > 0 && words[i - 1] === reference[j - 1])
      path.push(edit)
      if (edit !== EDIT.insert) i -= 1
      if (edit !== EDIT.delete) j -= 1
    }
    return path.reverse()
  }

  private editAt(i: number, j: number, isSame: boolean): number {
    if (isSame) return EDIT.same
    if (i === 0) return EDIT.insert
    if (j === 0) return EDIT.delete
    const block = i * this.places.blocks + ((j - 1) >> 5)
    if (((this.equals[block]! >>> ((j - 1) & 31)) & 1) === 0) return EDIT.substitute
    return ((this.climbs[block]! >>> ((j - 1) & 31)) & 1) === 1 ? EDIT.delete : EDIT.insert
  }
}
