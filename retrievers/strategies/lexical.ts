import { type Analyzer, STEMS, WORDS } from '../../indexes/words/analyzers.js'
import { BM25_DEFAULTS, BM25_OKAPI, type Bm25Index, type Bm25Parameters } from '../../indexes/words/bm25.js'
import { byScore, rankedStrategy } from '../ranked.js'
import type { Strategy } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'

/** BM25 over the view's chunks, words as they are; k1 1.2, b 0.75, Lucene's idf, statistics of what is visible. */
export function bm25(): Strategy {
  return bm25Strategy('bm25', WORDS, BM25_DEFAULTS)
}

/** As `bm25`, with Okapi's idf: what most of the chart's chunks say counts for nothing. */
export function bm25Okapi(): Strategy {
  return bm25Strategy('bm25-okapi', WORDS, BM25_OKAPI)
}

/** As `bm25`, over stems of the words that are not in the stop list. */
export function bm25Stem(): Strategy {
  return bm25Strategy('bm25-stem', STEMS, BM25_DEFAULTS)
}

function bm25Strategy(name: string, analyzer: Analyzer, parameters: Bm25Parameters): Strategy {
  return rankedStrategy(name, async ({ text }, view) =>
    byScore(view.chunks, bm25Scores(text, view, { analyzer, parameters })),
  )
}

type Bm25Variant = { readonly analyzer: Analyzer; readonly parameters: Bm25Parameters }

const PLAIN_BM25: Bm25Variant = { analyzer: WORDS, parameters: BM25_DEFAULTS }

/** A BM25 score per chunk of the view; 0: not found. */
export function bm25Scores(
  query: string,
  view: RecordView,
  { analyzer, parameters }: Bm25Variant = PLAIN_BM25,
): Float64Array {
  return view.shard.lexical(analyzer).scores(analyzer.terms(query), view.chunks.length, parameters)
}

/**
 * BM25 divided by the most this query could score, of the first `visible` texts of an index: 0 to 1, comparable between
 * queries.
 */
export function sharesOf(index: Bm25Index, terms: readonly string[], visible: number): Float64Array {
  const ceiling = index.ceiling(terms, visible, BM25_DEFAULTS)
  const scores = index.scores(terms, visible, BM25_DEFAULTS)
  return ceiling > 0 ? scores.map((score) => score / ceiling) : scores
}
