import type { Analyzer } from './analyzers.js'
import { asciiFold, HASH_START, hashStep, WordMemo } from './word-memo.js'
import { words } from './words.js'

/** The words of a text as numbers, with their starts and ends in the text. */
export type TextWords = {
  readonly ids: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
}

const OTHER = 0
const LETTER = 1
const DIGIT = 2
const KINDS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit)
  if (/[A-Za-z]/.test(character)) return LETTER
  return /[0-9]/.test(character) ? DIGIT : OTHER
})
const FOLD = asciiFold(true)
const POINT = 46
const COMMA = 44
/** In lower case, a dotted capital I becomes longer, and the form of a sigma depends on its neighbors. */
const CHANGES_WITH_CASE = /[\u0130\u03a3]/
const WORD = /[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu

/** Numbers the words that `words` finds, in order of appearance. One vocabulary serves many records, because charts repeat themselves. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>()
  readonly #words: string[] = []
  readonly #memo = new WordMemo((word) => [this.numberOf(word)], FOLD)
  readonly #terms = new Map<string, VocabularyTerms>()

  get size(): number {
    return this.#words.length
  }

  word(number: number): string {
    return this.#words[number]!
  }

  /** The number of a word; an unknown word gets a new number. */
  numberOf(word: string): number {
    let number = this.#numbers.get(word)
    if (number === undefined) {
      number = this.#words.length
      this.#numbers.set(word, number)
      this.#words.push(word)
    }
    return number
  }

  find(word: string): number | undefined {
    return this.#numbers.get(word)
  }

  /** The words of a text, in order. */
  numbersIn(text: string): readonly number[] {
    const ids: number[] = []
    if (this.#scan(text, ids, null)) return ids
    return words(text).map((word) => this.numberOf(word))
  }

  /** The words of a text and their places; null if the words of its parts may differ from those of the whole. */
  placesIn(text: string): TextWords | null {
    const ids: number[] = []
    const starts: number[] = []
    const ends: number[] = []
    if (!this.#scan(text, ids, { starts, ends })) {
      if (CHANGES_WITH_CASE.test(text)) return null
      ids.length = 0
      starts.length = 0
      ends.length = 0
      for (const { 0: word, index } of text.toLowerCase().matchAll(WORD)) {
        ids.push(this.numberOf(word))
        starts.push(index)
        ends.push(index + word.length)
      }
    }
    return { ids: new Int32Array(ids), starts: new Int32Array(starts), ends: new Int32Array(ends) }
  }

  termsOf(analyzer: Analyzer & { ofWord: (word: string) => readonly string[] }): VocabularyTerms {
    let terms = this.#terms.get(analyzer.name)
    if (terms === undefined) {
      terms = new VocabularyTerms(this, analyzer.ofWord)
      this.#terms.set(analyzer.name, terms)
    }
    return terms
  }

  /** Finds the words that the regular expression finds, without making a string per word. False if the text is not all ASCII. */
  #scan(
    text: string,
    ids: number[],
    places: { readonly starts: number[]; readonly ends: number[] } | null,
  ): boolean {
    const { length } = text
    for (let i = 0; i < length; ) {
      let unit = text.charCodeAt(i)
      if (unit > 127) return false
      if (KINDS[unit] === OTHER) {
        i++
        continue
      }
      const start = i
      let hash = HASH_START
      while (i < length && unit < 128 && KINDS[unit] !== OTHER) {
        hash = hashStep(hash, FOLD[unit]!)
        unit = text.charCodeAt(++i)
      }
      while ((unit === POINT || unit === COMMA) && KINDS[text.charCodeAt(i + 1)] === DIGIT) {
        do {
          hash = hashStep(hash, unit)
          unit = text.charCodeAt(++i)
        } while (KINDS[unit] === DIGIT)
        // A digit of another script would belong to the number.
        if (unit > 127) return false
      }
      if (unit > 127) return false
      this.#memo.append(text, start, i, hash, ids)
      if (places !== null) {
        places.starts.push(start)
        places.ends.push(i)
      }
    }
    return true
  }
}

/** The terms that an analyzer makes of the words of a vocabulary, computed once per word. */
class VocabularyTerms {
  readonly #vocabulary: Vocabulary
  readonly #ofWord: (word: string) => readonly string[]
  readonly #wordsWith = new Map<string, number[]>()
  #weights = new Int32Array(1024)
  #done = 0

  constructor(vocabulary: Vocabulary, ofWord: (word: string) => readonly string[]) {
    this.#vocabulary = vocabulary
    this.#ofWord = ofWord
  }

  /** The number of terms of each word in the vocabulary now. */
  weights(): Int32Array {
    this.#catchUp()
    return this.#weights
  }

  /** The words that contain the term, each repeated as often as it contains it. */
  wordsWith(term: string): readonly number[] {
    this.#catchUp()
    return this.#wordsWith.get(term) ?? []
  }

  #catchUp(): void {
    const { size } = this.#vocabulary
    if (size > this.#weights.length) {
      const wider = new Int32Array(Math.max(size, 2 * this.#weights.length))
      wider.set(this.#weights)
      this.#weights = wider
    }
    for (; this.#done < size; this.#done++) {
      const terms = this.#ofWord(this.#vocabulary.word(this.#done))
      this.#weights[this.#done] = terms.length
      for (const term of terms) {
        const known = this.#wordsWith.get(term)
        if (known) known.push(this.#done)
        else this.#wordsWith.set(term, [this.#done])
      }
    }
  }
}

const MOST_WORDS = 200_000
let shared = new Vocabulary()

/** The vocabulary for records that are opened now. Words of one record never change what is found in another. */
export function sharedVocabulary(): Vocabulary {
  if (shared.size > MOST_WORDS) shared = new Vocabulary()
  return shared
}
