import { porterStem } from './porter-stem.js'
import { STOP_WORDS } from './stop-words.js'
import { words } from './words.js'

/** What the terms of a text are. The name tells indexes apart that are kept of one record. */
export type Analyzer = { readonly name: string; readonly terms: (text: string) => string[] }

const GRAM = 4

export const WORDS: Analyzer = { name: 'words', terms: words }

/** Words without the stop list, stemmed. */
export const STEMS: Analyzer = {
  name: 'stems',
  terms: (text) => contentWords(text).map(stemOf),
}

/** Words without the stop list. */
export const CONTENT_WORDS: Analyzer = { name: 'content words', terms: contentWords }

/** Runs of four characters of each content word, so that words of one root share some; short words whole. */
export const CHARACTER_GRAMS: Analyzer = {
  name: 'character grams',
  terms: (text) => contentWords(text).flatMap(gramsOf),
}

/** Neighbouring words, stop words and all: 'history of' is not a phrase that says much, 'shortness of' is. */
export const WORD_BIGRAMS: Analyzer = {
  name: 'word bigrams',
  terms: (text) => {
    const all = words(text)
    return all.slice(1).map((word, i) => `${all[i]} ${word}`)
  },
}

function contentWords(text: string): string[] {
  return words(text).filter((word) => !STOP_WORDS.has(word))
}

// Charts repeat themselves: most words have been stemmed, or cut, before.
const stems = new Map<string, string>()
const grams = new Map<string, readonly string[]>()
const MOST_REMEMBERED = 200_000

function stemOf(word: string): string {
  return remembered(stems, word, porterStem)
}

function gramsOf(word: string): readonly string[] {
  return remembered(grams, word, (whole) => {
    if (whole.length <= GRAM) return [whole]
    return Array.from({ length: whole.length - GRAM + 1 }, (_, i) => whole.slice(i, i + GRAM))
  })
}

function remembered<T>(known: Map<string, T>, word: string, make: (word: string) => T): T {
  let value = known.get(word)
  if (value === undefined) {
    value = make(word)
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(word, value)
  }
  return value
}
