import type { Analyzer } from './analyzers.js'
import { NO_POSTING, type Posting, type WordTable } from './word-table.js'

/** What BM25 needs to know about texts in a fixed order. */
export type TermIndex = {
  /** The number of terms of each text. */
  readonly lengths: Float64Array
  posting(term: string): Posting
}

/** An index of the terms that an analyzer makes of the words of a table, without storing them for every text. */
export function termIndex(table: WordTable, { name, ofWord, terms }: Analyzer): TermIndex {
  if (ofWord === null) return pairIndex(table)
  const known = table.vocabulary.termsOf({ name, ofWord, terms })
  return {
    lengths: table.sums(known.weights()),
    posting: (term) => table.posting(known.wordsWith(term)),
  }
}

/** An index whose terms are neighboring words with a space between them. */
function pairIndex(table: WordTable): TermIndex {
  return {
    lengths: Float64Array.from({ length: table.size }, (_, text) => Math.max(0, table.wordsOf(text) - 1)),
    posting: (term) => {
      const [first, second] = term.split(' ').map((word) => table.vocabulary.find(word))
      return first === undefined || second === undefined ? NO_POSTING : table.pairPosting(first, second)
    },
  }
}
