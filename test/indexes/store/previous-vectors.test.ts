import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PatientRecord } from '../../../corpus/record.js'
import { indexId } from '../../../indexes/chunks/parameters.js'
import type { Embedder } from '../../../indexes/embedders/embedder.js'
import { buildIndex } from '../../../indexes/store/build-index.js'
import { previousVectors, withKnownVectors } from '../../../indexes/store/previous-vectors.js'
import { writeRecord } from '../../../indexes/store/record-store.js'
import { Shard } from '../../../indexes/store/shard.js'
import { fakeEmbedder } from '../../fixtures/fake-embedder.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'

const grown: PatientRecord = {
  ...anna,
  notes: [
    ...anna.notes,
    {
      documentId: 'note:6',
      time: '2022-06-01 08:00:00',
      type: 'note',
      encounterId: null,
      text: 'Sleeps badly. No known allergies.',
    },
  ],
}

function counting(): { embedder: Embedder; asked: string[] } {
  const asked: string[] = []
  const inner = fakeEmbedder()
  return {
    asked,
    embedder: {
      ...inner,
      embed: (texts, role) => {
        asked.push(...texts)
        return inner.embed(texts, role)
      },
    },
  }
}

describe('an index of a record that has changed', () => {
  it('embeds only the texts that are new, and is what a fresh index would be', async () => {
    const { folder, parameters } = await makeShard(anna)
    const { embedder, asked } = counting()
    const known = previousVectors(folder, { patientId: 'anna', parameters, dimensions: embedder.dimensions })
    writeRecord(join(folder, 'record.db'), { record: grown, sourceHash: 'new', problems: [] }, null)
    const origin = { parameters, sourceHash: 'new', cuts: [] }
    await buildIndex(join(folder, indexId(parameters)), {
      record: grown,
      origin,
      embedder: withKnownVectors(embedder, known),
    })
    expect(asked).toEqual(['Sleeps badly.'])
    const updated = Shard.open('anna', { folder, parameters, embedder })
    const { shard: fresh } = await makeShard(grown)
    const query = await fresh.embedQuery('sleep and allergies')
    expect(updated.chunks).toEqual(fresh.chunks)
    expect(updated.vectors.scores(query, updated.chunks.length)).toEqual(
      fresh.vectors.scores(query, fresh.chunks.length),
    )
  })

  it('embeds all where there was no index, or one of other parameters', async () => {
    const { folder, parameters } = await makeShard(anna)
    expect(
      previousVectors(folder, {
        patientId: 'anna',
        parameters: { ...parameters, eventChars: 9 },
        dimensions: 32,
      }).size,
    ).toBe(0)
    expect(
      previousVectors(join(folder, 'nowhere'), { patientId: 'anna', parameters, dimensions: 32 }).size,
    ).toBe(0)
    expect(previousVectors(folder, { patientId: 'bert', parameters, dimensions: 32 }).size).toBe(0)
  })
})
