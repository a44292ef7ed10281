import { remembered } from '../../base/remember.js'
import { porterStem } from '../../base/text/porter-stem.js'
import { STOP_WORDS } from './stop-words.js'
import { words } from './words.js'

/** Makes terms of a text. The name distinguishes the indexes of one record. */
export type Analyzer = {
  readonly name: string
  readonly terms: (text: string) => string[]
  /** The terms of one word; null if the terms are pairs of neighboring words. */
  readonly ofWord: ((word: string) => readonly string[]) | null
}

const GRAM = 4

// Charts repeat themselves, so most words have been seen before.
const MOST_WORDS = 200_000

const gramsOf = remembered((word): readonly string[] => {
  const count = Math.max(1, word.length - GRAM + 1)
  return Array.from({ length: count }, (_, i) => word.slice(i, i + GRAM))
}, MOST_WORDS)

/** All words, in lower case. */
export const WORDS: Analyzer = { name: 'words', terms: words, ofWord: (word) => [word] }

/** Stems of the words that are not in the stop list. */
export const STEMS: Analyzer = byWord('stems', (word) => (STOP_WORDS.has(word) ? [] : [porterStem(word)]))

/** Words that are not in the stop list. */
export const CONTENT_WORDS: Analyzer = byWord('content words', (word) => (STOP_WORDS.has(word) ? [] : [word]))

/** Runs of four characters of each content word, so that words with one root share some; short words are whole. */
export const CHARACTER_GRAMS: Analyzer = byWord('character grams', (word) =>
  STOP_WORDS.has(word) ? [] : gramsOf(word),
)

/** Pairs of neighboring words, including stop words: 'history of' says little, but 'shortness of' says much. */
export const WORD_BIGRAMS: Analyzer = {
  name: 'word bigrams',
  terms: (text) => {
    const all = words(text)
    return all.slice(1).map((word, i) => `${all[i]} ${word}`)
  },
  ofWord: null,
}

function byWord(name: string, ofWord: (word: string) => readonly string[]): Analyzer {
  return { name, ofWord, terms: (text) => words(text).flatMap(ofWord) }
}
