import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tiktokenVocabulary } from './tiktoken-vocabulary.js'
import { counterOf, texts } from './toy-vocabulary.js'

const NURSING = new URL('../../../../../shared/text/nursing/paragraphs.txt', import.meta.url)

/** tiktoken folds the long s, llama.cpp does not. Half surrogate pairs reach neither. */
const comparable = (text: string): string => text.replaceAll('\u017f', 's').replace(/\p{Cs}/gu, '\ufffd')
/** llama.cpp's pattern for GPT-4o knows no marks and no case beyond ASCII. */
const ascii = (text: string): string => text.replace(/[^\x00-\x7f]/gu, '')

const ENCODINGS = [
  ['cl100k_base', 'llama-bpe', comparable],
  ['o200k_base', 'gpt-4o', ascii],
] as const

describe.each(ENCODINGS)("OpenAI's own counts with the lowest ranks of %s", (name, pre, clean) => {
  const { tiktokenCount, modelInfo } = tiktokenVocabulary(name, pre)
  const opened = counterOf(modelInfo)

  it(`are those of ${pre}`, async () => {
    const count = await opened
    fc.assert(
      fc.property(texts.map(clean), (text) => {
        expect(count(text)).toBe(tiktokenCount(text))
      }),
      { numRuns: 2000, seed: 5 },
    )
  })

  it.skipIf(!existsSync(NURSING))(
    `are those of ${pre} on nursing texts (skipped without ../shared)`,
    async () => {
      const count = await opened
      const paragraphs = readFileSync(NURSING, 'utf8').slice(0, 200_000).split('\n')
      for (const paragraph of paragraphs.map(clean)) expect(count(paragraph)).toBe(tiktokenCount(paragraph))
    },
  )
})
