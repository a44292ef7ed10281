import type { Chunk } from '../../indexes/chunks/chunk.js'
import type { Shard } from '../../indexes/store/shard.js'
import { type Analyzer, CHARACTER_GRAMS, CONTENT_WORDS, WORD_BIGRAMS } from '../../indexes/words/analyzers.js'
import { Bm25Index } from '../../indexes/words/bm25.js'
import { termIndex } from '../../indexes/words/term-index.js'
import type { WordTable } from '../../indexes/words/word-table.js'
import { byScore, rankedStrategy } from '../ranked.js'
import type { Strategy } from '../strategy.js'
import { oncePer } from '../view/once-per.js'
import type { RecordView } from '../view/record-view.js'
import { sharesOf } from './lexical.js'

/**
 * What is added, at the scale of the chunk and at that of its document alike: BM25 shares of words, of their parts and of
 * phrases. The parts are runs of four characters, not an embedder's word pieces, so that a lexical arm is the same whatever
 * embedder the index has, and reads no model's file.
 */
const PARTS: readonly (readonly [Analyzer, weight: number])[] = [
  [CONTENT_WORDS, 0.25],
  [CHARACTER_GRAMS, 0.25],
  [WORD_BIGRAMS, 0.15],
]

/**
 * The lexical mix: better than BM25 on six sets of real prose, with nothing learned. A chunk scores by its own words and by
 * those of its note; events are a document of their own.
 */
export function lexical(): Strategy {
  return rankedStrategy('lexical', async ({ text }, view) => byScore(view.chunks, lexicalScores(text, view)))
}

/** A score per chunk of the view; 0: not found. */
export function lexicalScores(query: string, view: RecordView): Float64Array {
  const { shard } = view
  const visible = view.chunks.length
  const { documentOf } = documentsOf(shard)
  // Chunks of a note may be seen all or none, so the documents of a prefix of chunks are a prefix of the documents.
  let documents = 0
  for (let i = 0; i < visible; i++) documents = Math.max(documents, documentOf[i]! + 1)
  const scores = new Float64Array(visible)
  for (const [analyzer, weight] of PARTS) {
    const terms = analyzer.terms(query)
    const own = sharesOf(shard.lexical(analyzer), terms, visible)
    const whole = sharesOf(documentIndex(shard, analyzer), terms, documents)
    for (let i = 0; i < visible; i++) scores[i]! += weight * (own[i]! + whole[documentOf[i]!]!)
  }
  return scores
}

/** Documents are numbered by the first appearance of their chunks. */
type Documents = {
  readonly documentOf: Int32Array
  readonly words: WordTable
  readonly indexes: Map<string, Bm25Index>
}

const documentsOf = oncePer((shard: Shard): Documents => {
  const numbers = new Map<string, number>()
  const first: Chunk[] = []
  const documentOf = Int32Array.from(shard.chunks, (chunk) => {
    const id = chunk.kind === 'note' ? chunk.documentId : chunk.chunkId
    let number = numbers.get(id)
    if (number === undefined) {
      number = first.length
      numbers.set(id, number)
      first.push(chunk)
    }
    return number
  })
  const words = shard.wordTable((texts) => {
    for (const chunk of first) {
      if (chunk.kind === 'note') shard.addWords(texts, chunk.documentId)
      else texts.append(shard.indexText(chunk))
      texts.endText()
    }
  })
  return { documentOf, words, indexes: new Map() }
})

function documentIndex(shard: Shard, analyzer: Analyzer): Bm25Index {
  const { words, indexes } = documentsOf(shard)
  let index = indexes.get(analyzer.name)
  if (index === undefined) {
    index = new Bm25Index(termIndex(words, analyzer))
    indexes.set(analyzer.name, index)
  }
  return index
}
