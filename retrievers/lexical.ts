import { BM25_DEFAULTS } from '../indexes/bm25.js'
import { words } from '../indexes/words.js'
import { byScore, rankedStrategy } from './ranked.js'
import type { RecordView } from './record-view.js'
import type { Strategy } from './strategy.js'

/** BM25 over the view's chunks, words as they are; k1 1.2, b 0.75, Lucene's idf, statistics of what is visible. */
export function bm25(): Strategy {
  return rankedStrategy('bm25', async (instruction, view) =>
    byScore(view.chunks, bm25Scores(instruction.text, view)),
  )
}

export function bm25Scores(query: string, view: RecordView): Float64Array {
  return view.shard.lexical().scores(words(query), view.chunks.length, BM25_DEFAULTS)
}

/** BM25 divided by the most this query could score on this view: 0 to 1, comparable between queries. */
export function bm25Shares(query: string, view: RecordView): Float64Array {
  const terms = words(query)
  const index = view.shard.lexical()
  const ceiling = index.ceiling(terms, view.chunks.length, BM25_DEFAULTS)
  const scores = index.scores(terms, view.chunks.length, BM25_DEFAULTS)
  return ceiling > 0 ? scores.map((score) => score / ceiling) : scores
}
