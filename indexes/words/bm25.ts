import { WORDS } from './analyzers.js'
import { lowerBound } from './lower-bound.js'
import { type TermIndex, termIndex } from './term-index.js'
import { type Posting, WordTable } from './word-table.js'

/**
 * Parameters of Robertson's BM25. The variant is the idf: Lucene's, ln(1 + (N - df + 0.5) / (df + 0.5)), is never negative;
 * Okapi's lacks the 1 and is 0 instead of negative, so a term in more than half of the texts does not count.
 */
export type Bm25Parameters = {
  readonly k1: number
  readonly b: number
  readonly variant?: 'lucene' | 'okapi'
}

/** Lucene's parameters and idf, which is never negative. */
export const BM25_DEFAULTS: Bm25Parameters = { k1: 1.2, b: 0.75 }
/** The original idf, which counts as 0 if it is negative. */
export const BM25_OKAPI: Bm25Parameters = { ...BM25_DEFAULTS, variant: 'okapi' }

/**
 * BM25 over texts in a fixed order. A search can be limited to the first n texts. Its statistics (document frequency, mean
 * length) are then those of only these n, as if the rest did not exist.
 */
export class Bm25Index {
  readonly size: number
  readonly #index: TermIndex
  readonly #postings = new Map<string, Posting>()
  readonly #lengths: Float64Array
  readonly #lengthBefore: Float64Array

  /** @param texts the terms of each text, or an index of terms */
  constructor(texts: Iterable<readonly string[]> | TermIndex) {
    this.#index = 'posting' in texts ? texts : termIndex(WordTable.of(texts), WORDS)
    const { lengths } = this.#index
    this.size = lengths.length
    this.#lengths = lengths
    this.#lengthBefore = new Float64Array(lengths.length + 1)
    for (let i = 0; i < lengths.length; i++) this.#lengthBefore[i + 1] = this.#lengthBefore[i]! + lengths[i]!
  }

  /** Scores of the first `visible` texts. A term that the query repeats counts once. */
  scores(query: readonly string[], visible: number, parameters: Bm25Parameters): Float64Array {
    const { k1, b } = parameters
    const scores = new Float64Array(visible)
    const meanLength = visible === 0 ? 0 : this.#lengthBefore[visible]! / visible
    for (const term of new Set(query)) {
      const posting = this.#postingOf(term)
      const df = lowerBound(posting.texts, visible)
      if (df === 0) continue
      const idf = idfOf(df, visible, parameters)
      if (idf === 0) continue
      for (let i = 0; i < df; i++) {
        const text = posting.texts[i]!
        const tf = posting.counts[i]!
        const norm = k1 * (1 - b + (b * this.#lengths[text]!) / meanLength)
        scores[text]! += (idf * tf * (k1 + 1)) / (tf + norm)
      }
    }
    return scores
  }

  /**
   * Scores of groups of the first `visible` texts, each group searched as one long text: counts and lengths are summed.
   * @param groupOf the group of each text, numbered from 0; @param groups how many there are
   */
  groupScores(
    query: readonly string[],
    groupOf: Int32Array,
    groups: number,
    visible: number,
    parameters: Bm25Parameters,
  ): Float64Array {
    const { k1, b } = parameters
    const scores = new Float64Array(groups)
    const lengths = new Float64Array(groups)
    for (let text = 0; text < visible; text++) lengths[groupOf[text]!]! += this.#lengths[text]!
    const meanLength = groups === 0 ? 0 : this.#lengthBefore[visible]! / groups
    for (const term of new Set(query)) {
      const posting = this.#postingOf(term)
      if (posting.texts.length === 0) continue
      const counts = new Map<number, number>()
      for (let i = 0; i < posting.texts.length && posting.texts[i]! < visible; i++) {
        const group = groupOf[posting.texts[i]!]!
        counts.set(group, (counts.get(group) ?? 0) + posting.counts[i]!)
      }
      const idf = idfOf(counts.size, groups, parameters)
      for (const [group, tf] of counts) {
        const norm = k1 * (1 - b + (b * lengths[group]!) / meanLength)
        scores[group]! += (idf * tf * (k1 + 1)) / (tf + norm)
      }
    }
    return scores
  }

  /** An upper bound of scores: the sum of idf * (k1 + 1) over distinct terms; absent terms count as the rarest. */
  ceiling(query: readonly string[], visible: number, parameters: Bm25Parameters): number {
    let sum = 0
    for (const term of new Set(query)) {
      sum +=
        idfOf(lowerBound(this.#postingOf(term).texts, visible), visible, parameters) * (parameters.k1 + 1)
    }
    return sum
  }

  #postingOf(term: string): Posting {
    let posting = this.#postings.get(term)
    if (posting === undefined) {
      posting = this.#index.posting(term)
      this.#postings.set(term, posting)
    }
    return posting
  }
}

function idfOf(df: number, n: number, { variant }: Bm25Parameters): number {
  const odds = (n - df + 0.5) / (df + 0.5)
  return variant === 'okapi' ? Math.max(0, Math.log(odds)) : Math.log(1 + odds)
}
