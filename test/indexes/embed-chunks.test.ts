import { describe, expect, it } from 'vitest'
import type { PatientRecord } from '../../corpus/record.js'
import { chunkRecord } from '../../indexes/chunk-record.js'
import { embedChunks } from '../../indexes/embed-chunks.js'
import type { NoteUnit } from '../../indexes/parameters.js'
import { fakeEmbedder } from '../fixtures/fake-embedder.js'
import { parametersOf } from '../fixtures/make-shard.js'

const embedder = fakeEmbedder()
const TEXT = 'Alpha beta. Gamma delta. Epsilon zeta.'
const record: PatientRecord = {
  patientId: 'p',
  encounters: [],
  notes: [
    { documentId: 'note:1', time: '2020-01-01 00:00:00', type: 'note', encounterId: null, text: TEXT },
    { documentId: 'note:2', time: '2021-01-01 00:00:00', type: 'note', encounterId: null, text: TEXT },
  ],
  events: [],
}

async function embedded(unit: NoteUnit) {
  const chunks = await chunkRecord(record, [], parametersOf(unit, 'day', embedder), embedder)
  return { chunks, ...(await embedChunks(chunks, record, unit, embedder)) }
}

async function unitOf(...texts: readonly string[]): Promise<number[]> {
  const vectors = await embedder.embed(texts, 'passage')
  const sum = Array.from({ length: embedder.dimensions }, (_, d) =>
    vectors.reduce((total, vector) => total + vector[d]!, 0),
  )
  const norm = Math.hypot(...sum)
  return sum.map((value) => value / norm)
}

describe('embedChunks', () => {
  it('gives copies one row and numbers rows by first appearance', async () => {
    const { rows, count } = await embedded({ chunk: 'sentence', windowTokens: 0 })
    expect([...rows]).toEqual([0, 1, 2, 0, 1, 2])
    expect(count).toBe(3)
  })

  it("adds the mean of the window's sentences, those beside it in the same note", async () => {
    // Two words a sentence: a window of four tokens holds the sentence and the one after it, or the one before it.
    const { matrix, rows } = await embedded({ chunk: 'sentence', windowTokens: 4 })
    const row = (i: number) => [
      ...matrix.slice(rows[i]! * embedder.dimensions, (rows[i]! + 1) * embedder.dimensions),
    ]
    const [alpha, gamma] = await embedder.embed(['Alpha beta.', 'Gamma delta.'], 'passage')
    const window = await unitOf('Alpha beta.', 'Gamma delta.')
    const sum = window.map((value, d) => value + alpha![d]!)
    const norm = Math.hypot(...sum)
    for (const [d, value] of row(0).entries()) expect(value).toBeCloseTo(sum[d]! / norm, 5)
    expect(gamma).toHaveLength(embedder.dimensions)
    // The last sentence of the first note takes the one before it, not the first of the next note.
    const last = await unitOf('Epsilon zeta.', 'Gamma delta.')
    const [epsilon] = await embedder.embed(['Epsilon zeta.'], 'passage')
    const lastSum = last.map((value, d) => value + epsilon![d]!)
    const lastNorm = Math.hypot(...lastSum)
    for (const [d, value] of row(2).entries()) expect(value).toBeCloseTo(lastSum[d]! / lastNorm, 5)
  })
})
