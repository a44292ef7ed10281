import { describe, expect, it } from 'vitest'
import type { PatientRecord } from '../../../corpus/record.js'
import { chunkRecord } from '../../../indexes/chunks/chunk-record.js'
import type { NoteUnit } from '../../../indexes/chunks/parameters.js'
import { embedChunks } from '../../../indexes/vectors/embed-chunks.js'
import { fakeEmbedder } from '../../fixtures/fake-embedder.js'
import { parametersOf } from '../../fixtures/make-shard.js'

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
  const chunks = await chunkRecord(record, {
    cuts: [],
    parameters: parametersOf(unit, 'day', embedder),
    embedder,
  })
  return { chunks, ...(await embedChunks(chunks, record, embedder)) }
}

describe('embedChunks', () => {
  it('gives copies one row, numbers rows by first appearance and tells lengths', async () => {
    const { rows, tokens, count, matrix } = await embedded({ chunk: 'sentence', windowTokens: 0 })
    expect([...rows]).toEqual([0, 1, 2, 0, 1, 2])
    expect([...tokens]).toEqual([2, 2, 2, 2, 2, 2])
    expect(count).toBe(3)
    expect(matrix).toHaveLength(3 * embedder.dimensions)
  })
})
