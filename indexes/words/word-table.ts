import { Vocabulary } from './vocabulary.js'

/** The texts that contain a term, in order, and how often each contains it. */
export type Posting = { readonly texts: Int32Array; readonly counts: Int32Array }

/** The posting of a term that is in no text. */
export const NO_POSTING: Posting = { texts: new Int32Array(), counts: new Int32Array() }

/** The words of texts in a fixed order, as numbers. Texts are cut into words once, for all kinds of terms. */
export class WordTable {
  readonly size: number
  readonly vocabulary: Vocabulary
  readonly #ids: Int32Array
  /** The words of text i are those from starts[i] up to starts[i + 1]. */
  readonly #starts: Int32Array
  #textOf: Int32Array | null = null
  #places: { readonly from: Int32Array; readonly at: Int32Array } | null = null

  /** @param ids numbers of the words of all texts; those of text i are ids[starts[i]] up to ids[starts[i + 1]] */
  constructor(vocabulary: Vocabulary, ids: Int32Array, starts: Int32Array) {
    this.size = starts.length - 1
    this.vocabulary = vocabulary
    this.#ids = ids
    this.#starts = starts
  }

  /** A table of texts whose words are given. */
  static of(texts: Iterable<readonly string[]>): WordTable {
    const vocabulary = new Vocabulary()
    const ids: number[] = []
    const starts = [0]
    for (const all of texts) {
      for (const word of all) ids.push(vocabulary.numberOf(word))
      starts.push(ids.length)
    }
    return new WordTable(vocabulary, Int32Array.from(ids), Int32Array.from(starts))
  }

  /** The sum of the weights of the words of each text. @param weights one per number of the vocabulary */
  sums(weights: Int32Array): Float64Array {
    const sums = new Float64Array(this.size)
    for (let text = 0; text < this.size; text++) {
      let sum = 0
      for (let i = this.#starts[text]!; i < this.#starts[text + 1]!; i++) sum += weights[this.#ids[i]!]!
      sums[text] = sum
    }
    return sums
  }

  wordsOf(text: number): number {
    return this.#starts[text + 1]! - this.#starts[text]!
  }

  /** The posting of a term. @param numbers the words that contain it, each repeated as often as it counts */
  posting(numbers: readonly number[]): Posting {
    const places = numbers.map((number) => this.#placesOf(number)).filter(({ length }) => length > 0)
    const [only] = places
    if (only === undefined) return NO_POSTING
    if (places.length === 1) return this.#countTexts(only)
    const all = new Int32Array(places.reduce((sum, { length }) => sum + length, 0))
    let filled = 0
    for (const one of places) {
      all.set(one, filled)
      filled += one.length
    }
    return this.#countTexts(all.sort())
  }

  /** The posting of a pair of words that are next to each other in a text. */
  pairPosting(first: number, second: number): Posting {
    const ids = this.#ids
    const textOf = this.#texts()
    return this.#countTexts(
      this.#placesOf(first).filter((at) => ids[at + 1] === second && textOf[at + 1] === textOf[at]),
    )
  }

  /** The posting of ascending positions of words. */
  #countTexts(places: Int32Array): Posting {
    const textOf = this.#texts()
    const texts = new Int32Array(places.length)
    const counts = new Int32Array(places.length)
    let length = 0
    for (const place of places) {
      const text = textOf[place]!
      if (length > 0 && texts[length - 1] === text) counts[length - 1]!++
      else {
        texts[length] = text
        counts[length++] = 1
      }
    }
    return { texts: texts.slice(0, length), counts: counts.slice(0, length) }
  }

  #texts(): Int32Array {
    if (this.#textOf === null) {
      this.#textOf = new Int32Array(this.#ids.length)
      for (let text = 0; text < this.size; text++) {
        this.#textOf.fill(text, this.#starts[text]!, this.#starts[text + 1]!)
      }
    }
    return this.#textOf
  }

  #placesOf(number: number): Int32Array {
    this.#places ??= placesByWord(this.#ids, this.vocabulary.size)
    const { from, at } = this.#places
    // Words that entered the vocabulary later are not in these texts.
    return number + 1 < from.length ? at.subarray(from[number]!, from[number + 1]!) : at.subarray(0, 0)
  }
}

/** The positions of each word: those of word n are at[from[n]] up to at[from[n + 1]], ascending. */
function placesByWord(ids: Int32Array, vocabulary: number): { from: Int32Array; at: Int32Array } {
  const from = new Int32Array(vocabulary + 1)
  for (let i = 0; i < ids.length; i++) from[ids[i]! + 1]!++
  for (let n = 0; n < vocabulary; n++) from[n + 1]! += from[n]!
  const next = from.slice()
  const at = new Int32Array(ids.length)
  for (let i = 0; i < ids.length; i++) at[next[ids[i]!]!++] = i
  return { from, at }
}
