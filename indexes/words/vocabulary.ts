import type { Analyzer } from './analyzers.js'
import { asciiFold, HASH_START, hashStep, WordMemo } from './word-memo.js'
import { words } from './words.js'

/** The words of a text as numbers, and where in it each begins and ends. */
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
/** In lower case a dotted capital I is longer, and a sigma depends on what stands round it. */
const CHANGES_WITH_CASE = /[\u0130\u03a3]/
const WORD = /[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu

/** Words, numbered as they come: those of `words`. Made once for many records, since charts repeat themselves. */
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

  /** Of a word that is not known yet, a new one. */
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

  /** The words of a text and their places; null if they cannot be told for the whole and for its parts alike. */
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

  /** As the regular expression cuts, without making a string of each word; false if the text is not all ASCII. */
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
        // A digit of another script would belong to it.
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

/** What an analyzer makes of the words of a vocabulary, worked out once per word. */
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

  /** How many terms each word has, for all words that there are now. */
  weights(): Int32Array {
    this.#catchUp()
    return this.#weights
  }

  /** Words that have the term, each as often as it has it. */
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

/** The one that records opened now are to use. What it knows of one record changes nothing of what is found in another. */
export function sharedVocabulary(): Vocabulary {
  if (shared.size > MOST_WORDS) shared = new Vocabulary()
  return shared
}
