import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { embedLongTexts } from '../../indexes/embed-long-texts.js'
import type { Embedder } from '../../indexes/embedder.js'
import { dotProducts } from '../../indexes/vectors/exact-search.js'

/** Mean reciprocal rank of an embedder alone on one set. */
export type RetrievalScore = {
  readonly set: string
  readonly queries: number
  /** Ties in favour of the relevant document, as most evaluations have it. */
  readonly mrr: number
  /** Ties in the order of the file: a query without words, of which some sets have a few, ties all documents. */
  readonly mrrInFileOrder: number
}

type Entry = { readonly _id: string; readonly title?: string; readonly text: string }

/** Ranks whole documents by cosine on every set in BEIR layout (corpus.jsonl, queries.jsonl, qrels/test.tsv) below a folder. */
export async function retrievalScores(embedder: Embedder, folder: string): Promise<RetrievalScore[]> {
  const scores: RetrievalScore[] = []
  for (const set of readdirSync(folder).sort()) {
    const place = join(folder, set)
    if (!existsSync(join(place, 'corpus.jsonl'))) continue
    const queries = readEntries(join(place, 'queries.jsonl'))
    const ranks = await reciprocalRanks(
      embedder,
      readDocuments(place),
      queries,
      readQrels(join(place, 'qrels', 'test.tsv')),
    )
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

/** The documents of a set, title and text as one. */
export function readDocuments(place: string): { readonly id: string; readonly text: string }[] {
  return readEntries(join(place, 'corpus.jsonl')).map(({ _id, title, text }) => ({
    id: _id,
    text: `${title ?? ''} ${text}`.trim(),
  }))
}

function readEntries(path: string): Entry[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry)
}

function readQrels(path: string): Map<string, Set<string>> {
  const qrels = new Map<string, Set<string>>()
  for (const line of readFileSync(path, 'utf8').trimEnd().split('\n').slice(1)) {
    const [query, document, relevance] = line.split('\t')
    if (Number(relevance) > 0) qrels.set(query!, (qrels.get(query!) ?? new Set()).add(document!))
  }
  return qrels
}

async function reciprocalRanks(
  embedder: Embedder,
  documents: readonly { readonly id: string; readonly text: string }[],
  queries: readonly Entry[],
  qrels: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<(readonly [tiesFirst: number, inFileOrder: number])[]> {
  const { dimensions } = embedder
  const vectors = await embedLongTexts(
    documents.map(({ text }) => text),
    'passage',
    embedder,
  )
  const matrix = new Float32Array(vectors.length * dimensions)
  for (const [i, vector] of vectors.entries()) matrix.set(vector, i * dimensions)
  const judged = queries.filter(({ _id }) => qrels.has(_id))
  const asked = await embedLongTexts(
    judged.map(({ text }) => text),
    'query',
    embedder,
  )
  return judged.map(({ _id }, q) => {
    const scores = dotProducts(matrix, dimensions, asked[q]!, documents.length)
    const relevant = documents.flatMap(({ id }, d) => (qrels.get(_id)!.has(id) ? [d] : []))
    const first = relevant.reduce((a, b) => (scores[b]! > scores[a]! ? b : a))
    const higher = scores.filter((score) => score > scores[first]!).length
    const tiedBefore = scores.filter((score, d) => score === scores[first]! && d < first).length
    return [1 / (1 + higher), 1 / (1 + higher + tiedBefore)] as const
  })
}
