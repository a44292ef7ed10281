import type { Analyzer } from './analyzers.js'
import { NO_POSTING, type Posting, type WordTable } from './word-table.js'

/** What BM25 asks of texts in a fixed order. */
export type TermIndex = {
  /** How many terms each text has. */
  readonly lengths: Float64Array
  posting(term: string): Posting
}

/** The terms that `analyzer` makes of the words of a table, without writing them down for every text. */
export function termIndex(table: WordTable, { ofWord }: Analyzer): TermIndex {
  return ofWord === null ? pairIndex(table) : wordIndex(table, ofWord)
}

function wordIndex(table: WordTable, ofWord: (word: string) => readonly string[]): TermIndex {
  const weights = new Int32Array(table.numbers.size)
  const wordsWith = new Map<string, number[]>()
  for (const [word, number] of table.numbers) {
    const terms = ofWord(word)
    weights[number] = terms.length
    for (const term of terms) {
      const known = wordsWith.get(term)
      if (known) known.push(number)
      else wordsWith.set(term, [number])
    }
  }
  return {
    lengths: table.sums(weights),
    posting: (term) => {
      const numbers = wordsWith.get(term)
      return numbers === undefined ? NO_POSTING : table.posting(numbers)
    },
  }
}

/** Terms are neighbouring words with a blank between them. */
function pairIndex(table: WordTable): TermIndex {
  return {
    lengths: Float64Array.from({ length: table.size }, (_, text) => Math.max(0, table.wordsOf(text) - 1)),
    posting: (term) => {
      const [first, second] = term.split(' ').map((word) => table.numbers.get(word))
      return first === undefined || second === undefined ? NO_POSTING : table.pairPosting(first, second)
    },
  }
}
