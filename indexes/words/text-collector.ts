import { lowerBound } from './lower-bound.js'
import type { TextWords, Vocabulary } from './vocabulary.js'
import { WordTable } from './word-table.js'

/** Collects texts one after another as numbers of their words, and makes a table of them. */
export class TextCollector {
  readonly #vocabulary: Vocabulary
  readonly #known = new Map<string, readonly number[]>()
  #ids = new Int32Array(1 << 14)
  #length = 0
  readonly #starts = [0]

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  /** Adds to the current text. */
  append(text: string): this {
    return this.appendNumbers(this.#vocabulary.numbersIn(text))
  }

  /** Like `append`, for a text that is often repeated, such as a unit or the name of a code. */
  appendLabel(text: string): this {
    let numbers = this.#known.get(text)
    if (numbers === undefined) {
      numbers = this.#vocabulary.numbersIn(text)
      this.#known.set(text, numbers)
    }
    return this.appendNumbers(numbers)
  }

  appendNumbers(numbers: readonly number[] | Int32Array): this {
    this.#makeRoom(numbers.length)
    this.#ids.set(numbers, this.#length)
    this.#length += numbers.length
    return this
  }

  /** Adds [start, end) of a text whose words are known. */
  appendPart(text: string, places: TextWords | null, start: number, end: number): this {
    if (places === null) return this.append(text.slice(start, end))
    const from = lowerBound(places.starts, start)
    const to = lowerBound(places.starts, end)
    // A cut inside a word makes two other words.
    if ((from > 0 && places.ends[from - 1]! > start) || (to > from && places.ends[to - 1]! > end))
      return this.append(text.slice(start, end))
    return this.appendNumbers(places.ids.subarray(from, to))
  }

  /** Ends the current text. */
  endText(): void {
    this.#starts.push(this.#length)
  }

  table(): WordTable {
    return new WordTable(this.#vocabulary, this.#ids.slice(0, this.#length), Int32Array.from(this.#starts))
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#ids.length) return
    const wider = new Int32Array(2 * (this.#length + more))
    wider.set(this.#ids.subarray(0, this.#length))
    this.#ids = wider
  }
}
