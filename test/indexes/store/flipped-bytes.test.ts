import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { DAMAGE_MARK } from '../../../base/integrity/damaged-file.js'
import type { IndexParameters } from '../../../indexes/chunks/parameters.js'
import { Shard } from '../../../indexes/store/shard.js'
import { damagedFiles, deleteDamaged } from '../../../indexes/store/verify-folder.js'
import { fakeEmbedder } from '../../fixtures/fake-embedder.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'

let folder = ''
let parameters: IndexParameters
let whole: ReadonlyMap<string, Buffer>
let clean: () => void

beforeAll(async () => {
  const made = await makeShard(anna, { rawText: '<record/>' }, (after) => {
    clean = after
  })
  folder = made.folder
  parameters = made.parameters
  await read()
  whole = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
})
afterAll(() => clean())

/** All that a context is made from, as a command reads it. */
async function read() {
  const shard = Shard.open('anna', { folder, parameters, embedder: fakeEmbedder() })
  const query = await shard.embedQuery('metformin stopped diarrhoea')
  const chunks = shard.chunks.length
  shard.counts('mine').of('a text', () => 7)
  shard.saveCounts()
  return {
    record: shard.record,
    rawText: shard.rawSource()?.text,
    chunks: shard.chunks,
    exact: shard.vectors.scores(query, chunks),
    graph: shard.vectors.nearest(query, 5, chunks),
    count: shard.counts('mine').of('a text', () => 7),
  }
}

function restore(): void {
  for (const name of readdirSync(folder)) if (!whole.has(name)) rmSync(join(folder, name))
  for (const [name, bytes] of whole) writeFileSync(join(folder, name), bytes)
}

/** A file of the shard, with one of its bits turned, or cut there. */
const damage = () =>
  fc
    .tuple(fc.constantFrom(...whole.keys()), fc.nat(), fc.integer({ min: 0, max: 8 }))
    .map(([name, place, bit]) => {
      const bytes = Buffer.from(whole.get(name)!)
      const at = place % bytes.length
      if (bit === 8) return { name, bytes: bytes.subarray(0, at) }
      bytes[at]! ^= 1 << bit
      return { name, bytes }
    })

describe('a damaged file of a patient', () => {
  it('is one of every kind', () => {
    const kinds = [...whole.keys()].map((name) => name.replace(/^(?:record|counts|sentence)[^.]*/, '*'))
    expect(new Set(kinds)).toEqual(
      new Set(['*.db', '*.db.json', '*.f32', '*.f32.json', '*.hnsw', '*.hnsw.json', '*.json']),
    )
  })

  it('is refused when it is read, or what is read is the same', async () => {
    const expected = await read()
    await fc.assert(
      fc.asyncProperty(damage(), async ({ name, bytes }) => {
        restore()
        writeFileSync(join(folder, name), bytes)
        try {
          expect(await read()).toEqual(expected)
        } catch (error) {
          if (!(error instanceof InputError)) throw error
          expect(error.message).toContain(name)
          expect(readdirSync(folder)).toContain(DAMAGE_MARK)
        }
      }),
      { numRuns: 60 },
    )
    restore()
  })

  it('is found by looking at every byte, and alone, and can be deleted', () => {
    fc.assert(
      fc.property(damage(), ({ name, bytes }) => {
        restore()
        expect(damagedFiles(folder)).toEqual([])
        writeFileSync(join(folder, name), bytes)
        expect(damagedFiles(folder)).toEqual([name])
        deleteDamaged(folder)
        expect(damagedFiles(folder)).toEqual([])
        expect(readdirSync(folder)).not.toContain(name)
      }),
      { numRuns: 60 },
    )
    restore()
  })

  it('is found where a file has gone', () => {
    for (const name of whole.keys()) {
      if (/^(?:counts|sentence[^.]*\.json$)/.test(name)) continue
      restore()
      rmSync(join(folder, name))
      expect(damagedFiles(folder), name).toEqual([name])
    }
    restore()
  })
})
