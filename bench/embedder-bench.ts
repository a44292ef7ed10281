// `make bench-embedder`: the bundled embedder alone on retrieval of real prose, and its agreement with its teacher on prose that
// it never learned from. Needs retrieval sets in BEIR layout (SETS=folder) and, for the agreement, the teacher (TEACHER=folder).
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Table from 'cli-table3'
import { readBeir } from '../corpus/beir/read-beir.js'
import { openEmbedder } from '../generators/kinds/open-embedder.js'
import { embedLongTexts } from '../indexes/embedders/embed-long-texts.js'
import type { Embedder } from '../indexes/embedders/embedder.js'
import { retrievalScores } from '../models/distill/retrieval-scores.js'
import { correlation, sampledPairs } from '../models/distill/teacher-agreement.js'

const SETS = process.env['SETS'] ?? '../shared/retrieval-dev'
const TEACHER = process.env['TEACHER'] ?? '../shared/models/all-MiniLM-L6-v2'
const PAIRS = 20_000
const MOST_TEXTS = 600

if (!existsSync(SETS)) {
  process.stdout.write(`no retrieval sets at ${SETS}: name a folder of BEIR sets with SETS=folder\n`)
} else {
  const student = await openEmbedder(process.env['EMBEDDER'] ?? 'bundled')
  const teacher = existsSync(TEACHER) ? await openEmbedder(TEACHER) : null
  const table = new Table({
    head: ['set', 'queries', 'MRR, ties first', 'ties in file order', 'correlation with the teacher'],
    style: { head: [], border: [] },
  })
  for (const { set, queries, mrr, mrrInFileOrder } of await retrievalScores(student, SETS)) {
    const agreement =
      teacher === null ? 'no teacher' : (await agreementOn(join(SETS, set), student, teacher)).toFixed(3)
    table.push([set, queries, mrr.toFixed(4), mrrInFileOrder.toFixed(4), agreement])
  }
  process.stdout.write(`${table.toString()}\n`)
}

async function agreementOn(set: string, student: Embedder, teacher: Embedder): Promise<number> {
  const texts = readBeir(set)
    .documents.slice(0, MOST_TEXTS)
    .map(({ text }) => text)
  const [a, b] = [
    await embedLongTexts(texts, 'passage', teacher),
    await embedLongTexts(texts, 'passage', student),
  ]
  return correlation(sampledPairs(texts.length, PAIRS, 7), {
    first: concatenate(a, teacher.dimensions),
    firstLength: teacher.dimensions,
    second: concatenate(b, student.dimensions),
    secondLength: student.dimensions,
  })
}

function concatenate(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const matrix = new Float32Array(vectors.length * dimensions)
  for (const [i, vector] of vectors.entries()) matrix.set(vector, i * dimensions)
  return matrix
}
