import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { NoteUnit } from '../../../indexes/chunks/parameters.js'
import { indexId } from '../../../indexes/chunks/parameters.js'
import { sentenceParameters } from '../../../indexes/store/sentence-index.js'
import { Shard } from '../../../indexes/store/shard.js'
import { fakeEmbedder } from '../../fixtures/fake-embedder.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'

const TOKENS: NoteUnit = { chunk: 'tokens', chunkTokens: 30, overlapTokens: 4 }

async function scoresOf(shard: Shard) {
  const own = await shard.inSentences()
  const query = await own.embedQuery('metformin stopped diarrhoea')
  return [own.chunks, own.vectors.scores(query, own.chunks.length)]
}

describe('the index of sentences beside another', () => {
  it('is made where it is first needed, kept, and the same when it is opened again', async () => {
    const { shard, folder, parameters } = await makeShard(anna, { unit: TOKENS })
    const beside = indexId(sentenceParameters(parameters))
    const isKept = () => readdirSync(folder).includes(`${beside}.json`)
    expect(isKept()).toBe(false)
    const made = await scoresOf(shard)
    expect(isKept()).toBe(true)
    let embedded = 0
    const embedder = fakeEmbedder()
    const counting = {
      ...embedder,
      embed: (texts: readonly string[], role: 'query' | 'passage') => {
        embedded += role === 'passage' ? texts.length : 0
        return embedder.embed(texts, role)
      },
    }
    expect(await scoresOf(Shard.open('anna', { folder, parameters, embedder: counting }))).toEqual(made)
    expect(embedded).toBe(0)
  })

  it('is made again where it is another record’s', async () => {
    const { shard, folder, parameters } = await makeShard(anna, { unit: TOKENS })
    const made = await scoresOf(shard)
    writeFileSync(join(folder, `${indexId(sentenceParameters(parameters))}.db`), 'not a database')
    expect(await scoresOf(Shard.open('anna', { folder, parameters, embedder: fakeEmbedder() }))).toEqual(made)
  })

  it('is done without where it cannot be written', async () => {
    const { shard, folder, parameters } = await makeShard(anna, { unit: TOKENS })
    const made = await scoresOf(shard)
    const base = join(folder, indexId(sentenceParameters(parameters)))
    // As for whoever runs the tests as root: a folder stands where the file should.
    rmSync(`${base}.db`)
    mkdirSync(`${base}.db`)
    expect(await scoresOf(Shard.open('anna', { folder, parameters, embedder: fakeEmbedder() }))).toEqual(made)
  })
})
