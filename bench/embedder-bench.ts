// `make bench-embedder`: the bundled embedder alone on retrieval of real prose, and its agreement with its teacher on prose that
// it never learned from. Needs retrieval sets in BEIR layout (SETS=folder) and, for the agreement, the teacher (TEACHER=folder).
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Table from 'cli-table3'
import { embedLongTexts } from '../indexes/embed-long-texts.js'
import type { Embedder } from '../indexes/embedder.js'
import { dotProducts } from '../indexes/vectors/exact-search.js'
import { correlation, sampledPairs } from '../models/distill/agreement.js'
import { openEmbedder } from '../pipeline/open-embedder.js'

const SETS = process.env['SETS'] ?? '../shared/retrieval-dev'
const TEACHER = process.env['TEACHER'] ?? '../shared/models/all-MiniLM-L6-v2'
const PAIRS = 20_000
const MOST_TEXTS = 600

type Entry = { readonly _id: string; readonly title?: string; readonly text: string }

if (!existsSync(SETS)) {
  process.stdout.write(`no retrieval sets at ${SETS}: name a folder of BEIR sets with SETS=folder\n`)
} else {
  const student = await openEmbedder(process.env['EMBEDDER'] ?? 'bundled')
  const teacher = existsSync(TEACHER) ? await openEmbedder(TEACHER) : null
  const table = new Table({
    head: ['set', 'queries', 'MRR, ties first', 'ties in file order', 'correlation with the teacher'],
    style: { head: [], border: [] },
  })
  for (const name of readdirSync(SETS).filter((entry) => existsSync(join(SETS, entry, 'corpus.jsonl')))) {
    const documents = entries(join(SETS, name, 'corpus.jsonl'))
    const queries = entries(join(SETS, name, 'queries.jsonl'))
    const [first, inOrder] = await meanReciprocalRanks(
      student,
      documents,
      queries,
      readQrels(join(SETS, name, 'qrels', 'test.tsv')),
    )
    const agreement =
      teacher === null ? 'no teacher' : (await agreementOn(documents, student, teacher)).toFixed(3)
    table.push([name, queries.length, first.toFixed(4), inOrder.toFixed(4), agreement])
  }
  process.stdout.write(`${table.toString()}\n`)
}

function entries(path: string): Entry[] {
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

/**
 * Whole documents by cosine. A query of no words (13 of the highlights) ties all documents, so the mean is given with ties
 * in favour of the relevant one, as most evaluations have it, and in the order of the file.
 */
async function meanReciprocalRanks(
  embedder: Embedder,
  documents: readonly Entry[],
  queries: readonly Entry[],
  qrels: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<[tiesFirst: number, inFileOrder: number]> {
  const matrix = concatenate(
    await embedLongTexts(documents.map(textOf), 'passage', embedder),
    embedder.dimensions,
  )
  const judged = queries.filter(({ _id }) => qrels.has(_id))
  const vectors = await embedLongTexts(
    judged.map(({ text }) => text),
    'query',
    embedder,
  )
  const ranks = judged.map(({ _id }, q) => {
    const scores = dotProducts(matrix, embedder.dimensions, vectors[q]!, documents.length)
    const relevant = documents.flatMap((document, d) => (qrels.get(_id)!.has(document._id) ? [d] : []))
    const first = relevant.reduce((a, b) => (scores[b]! > scores[a]! ? b : a))
    const higher = scores.filter((score) => score > scores[first]!).length
    const tiedBefore = scores.filter((score, d) => score === scores[first]! && d < first).length
    return [1 / (1 + higher), 1 / (1 + higher + tiedBefore)] as const
  })
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return [mean(ranks.map(([tiesFirst]) => tiesFirst)), mean(ranks.map(([, inOrder]) => inOrder))]
}

async function agreementOn(
  documents: readonly Entry[],
  student: Embedder,
  teacher: Embedder,
): Promise<number> {
  const texts = documents.slice(0, MOST_TEXTS).map(textOf)
  const [a, b] = [
    await embedLongTexts(texts, 'passage', teacher),
    await embedLongTexts(texts, 'passage', student),
  ]
  return correlation(
    sampledPairs(texts.length, PAIRS, 7),
    concatenate(a, teacher.dimensions),
    teacher.dimensions,
    concatenate(b, student.dimensions),
    student.dimensions,
  )
}

function textOf({ title, text }: Entry): string {
  return `${title ?? ''} ${text}`.trim()
}

function concatenate(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const matrix = new Float32Array(vectors.length * dimensions)
  for (const [i, vector] of vectors.entries()) matrix.set(vector, i * dimensions)
  return matrix
}
