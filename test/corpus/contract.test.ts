import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS_FORMATS } from '../../corpus/formats/corpus-formats.js'
import { corpusContract } from './contract.js'
import type { SampleCorpus } from './sample-corpus.js'

describe('corpus formats', () => {
  it('have names of their own', () => {
    const names = CORPUS_FORMATS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(CORPUS_FORMATS)('$name has a sample corpus by which the contract tries it', ({ name }) => {
    expect(existsSync(join(import.meta.dirname, name, 'sample-corpus.ts'))).toBe(true)
  })
})

for (const format of CORPUS_FORMATS) {
  const { sample } = (await import(`./${format.name}/sample-corpus.ts`)) as { sample: SampleCorpus }
  describe(`the corpus format ${format.name}:`, () => corpusContract(format, sample))
}
