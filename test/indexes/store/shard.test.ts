import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexId } from '../../../indexes/chunks/parameters.js'
import { readIndexSummary } from '../../../indexes/store/build-index.js'
import { readStoredRecord } from '../../../indexes/store/record-store.js'
import { Shard } from '../../../indexes/store/shard.js'
import { fakeEmbedder } from '../../fixtures/fake-embedder.js'
import { makeShard, parametersOf, SENTENCES } from '../../fixtures/make-shard.js'
import { anna, bert } from '../../fixtures/two-patients.js'

describe('a shard', () => {
  it('gives back the record that was stored', async () => {
    const { folder } = await makeShard(anna)
    expect(readStoredRecord(join(folder, 'record.db'), 'anna')).toMatchObject({
      record: anna,
      sourceHash: 'source of anna',
      problems: [],
    })
  })

  it('is the same bytes when it is made twice', async () => {
    const [one, other] = [await makeShard(anna), await makeShard(anna)]
    const files = readdirSync(one.folder).sort()
    expect(readdirSync(other.folder).sort()).toEqual(files)
    expect(files.length).toBeGreaterThan(4)
    for (const file of files) {
      expect(readFileSync(join(one.folder, file)).equals(readFileSync(join(other.folder, file))), file).toBe(
        true,
      )
    }
  })

  it('keeps record text from other users', async () => {
    const { folder } = await makeShard(anna)
    for (const file of readdirSync(folder).filter((name) => !name.endsWith('.json'))) {
      expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o600)
    }
  })

  it('embeds a copied sentence once and keeps its documents apart', async () => {
    const { shard } = await makeShard(anna)
    const copies = shard.chunks.filter(
      (chunk) => chunk.kind === 'note' && ['note:1', 'note:2'].includes(chunk.documentId),
    )
    expect(copies.filter(({ chunkId }) => chunkId.endsWith(':0-43')).map(({ chunkId }) => chunkId)).toEqual([
      'note:1:0-43',
      'note:2:0-43',
    ])
    const cosines = shard.vectors.scores(await shard.embedQuery('father lung cancer'), shard.chunks.length)
    const at = (chunkId: string) => cosines[shard.chunks.findIndex((chunk) => chunk.chunkId === chunkId)]
    expect(at('note:1:0-43')).toBe(at('note:2:0-43'))
  })

  it('gives graph and exact search the same best chunk', async () => {
    const { shard } = await makeShard(anna)
    const query = await shard.embedQuery('metformin stopped diarrhoea')
    const n = shard.chunks.length
    const [exact, graph] = [shard.vectors.scores(query, n), shard.vectors.nearest(query, 5, n)]
    const best = exact.indexOf(Math.max(...exact))
    expect(graph.indexOf(Math.max(...graph))).toBe(best)
    expect(graph[best]).toBe(exact[best]!)
  })

  it('refuses another patient, other parameters, another embedder and another record', async () => {
    const { folder, parameters } = await makeShard(anna)
    const embedder = fakeEmbedder()
    expect(() => Shard.open('bert', { folder, parameters, embedder })).toThrow('of patient bert in')
    expect(() =>
      Shard.open('anna', { folder, parameters: { ...parameters, eventChars: 9 }, embedder }),
    ).toThrow('expected an index at')
    const foreign = fakeEmbedder('other hash')
    expect(() =>
      Shard.open('anna', { folder, parameters: parametersOf(SENTENCES, 'day', foreign), embedder: foreign }),
    ).toThrow('expected an index at')
    const { folder: other } = await makeShard(bert)
    copyFileSync(join(other, 'record.db'), join(folder, 'record.db'))
    expect(() => Shard.open('bert', { folder, parameters, embedder })).toThrow('record.db is damaged')
    copyFileSync(join(other, 'record.db.json'), join(folder, 'record.db.json'))
    expect(() => Shard.open('bert', { folder, parameters, embedder })).toThrow(
      'was built from another record',
    )
    writeFileSync(join(folder, 'record.db'), 'no database')
    expect(() => Shard.open('anna', { folder, parameters, embedder })).toThrow('record.db is damaged')
  })

  it('is current only for the origin that it was made from', async () => {
    const { folder, parameters } = await makeShard(anna, { cuts: ['2020-01-01 00:00:00'] })
    const base = join(folder, indexId(parameters))
    const origin = { parameters, sourceHash: 'source of anna', cuts: ['2020-01-01 00:00:00'] }
    expect(readIndexSummary(base, origin)).toMatchObject({ vectors: expect.any(Number), recall: { mean: 1 } })
    expect(readIndexSummary(base, { ...origin, cuts: [] })).toBeNull()
    expect(readIndexSummary(base, { ...origin, sourceHash: 'x' })).toBeNull()
    rmSync(`${base}.f32`)
    expect(readIndexSummary(base, origin)).toBeNull()
  })
})
