import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BeirSet, readBeir } from '../../corpus/beir/read-beir.js'
import { embedLongTexts } from '../../indexes/embedders/embed-long-texts.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import { dotProducts } from '../../indexes/vectors/exact-search.js'

/** Mean reciprocal rank of an embedder alone on one set. */
export type RetrievalScore = {
  readonly set: string
  readonly queries: number
  /** Ties in favor of the relevant document, as in most evaluations. */
  readonly mrr: number
  /** Ties in the order of the file: some sets have a few queries without words, which tie all documents. */
  readonly mrrInFileOrder: number
}

/** Ranks whole documents by cosine on every set in BEIR layout (corpus.jsonl, queries.jsonl, qrels/test.tsv) below a folder. */
export async function retrievalScores(embedder: Embedder, folder: string): Promise<RetrievalScore[]> {
  const scores: RetrievalScore[] = []
  for (const set of readdirSync(folder).sort()) {
    const place = join(folder, set)
    if (!existsSync(join(place, 'corpus.jsonl'))) continue
    const ranks = await reciprocalRanks(embedder, readBeir(place))
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    scores.push({
      set,
      queries: ranks.length,
      mrr: mean(ranks.map(([tiesFirst]) => tiesFirst)),
      mrrInFileOrder: mean(ranks.map(([, inOrder]) => inOrder)),
    })
  }
  return scores
}

async function reciprocalRanks(
  embedder: Embedder,
  { documents, queries, grades }: BeirSet,
): Promise<(readonly [tiesFirst: number, inFileOrder: number])[]> {
  const { dimensions } = embedder
  const textOf = ({ text }: { readonly text: string }) => text
  const vectors = await embedLongTexts(documents.map(textOf), 'passage', embedder)
  const matrix = new Float32Array(vectors.length * dimensions)
  for (const [i, vector] of vectors.entries()) matrix.set(vector, i * dimensions)
  const asked = await embedLongTexts(queries.map(textOf), 'query', embedder)
  return queries.map(({ id: query }, q) => {
    const scores = dotProducts(matrix, dimensions, asked[q]!, documents.length)
    const own = grades.get(query)
    const relevant = documents.flatMap(({ id }, d) => ((own?.get(id) ?? 0) >= 1 ? [d] : []))
    // Judged but not in the corpus, so it cannot be found.
    if (relevant.length === 0) return [0, 0] as const
    const first = relevant.reduce((a, b) => (scores[b]! > scores[a]! ? b : a))
    const higher = scores.filter((score) => score > scores[first]!).length
    const tiedBefore = scores.filter((score, d) => score === scores[first]! && d < first).length
    return [1 / (1 + higher), 1 / (1 + higher + tiedBefore)] as const
  })
}
