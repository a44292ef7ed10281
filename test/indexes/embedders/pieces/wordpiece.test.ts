import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type PieceTokenizer,
  readPieceTokenizer,
} from '../../../../indexes/embedders/pieces/piece-tokenizer.js'
import { tinyId, tinyTokenizer } from '../../../fixtures/tiny-encoder.js'

describe('the WordPiece tokenizer', () => {
  let tokenizer: PieceTokenizer
  beforeAll(async () => {
    tokenizer = await readPieceTokenizer(tinyTokenizer(), 'tokenizer.json')
  })

  it('lowers, strips accents, splits at signs and takes the longest pieces', () => {
    expect(tokenizer.encode('CHEST páin: Higher.')).toEqual(
      ['chest', 'pain', ':', 'high', '##er', '.'].map(tinyId),
    )
  })

  it('gives the unknown token for a word that no pieces spell, and for one of more than 100 characters', () => {
    expect(tokenizer.encode('chestnut')).toEqual([tinyId('[UNK]')])
    expect(tokenizer.encode('a'.repeat(101))).toEqual([tinyId('[UNK]')])
  })

  it('reads the name of a special token as text', () => {
    expect(tokenizer.encode('a [SEP] b')).toEqual(['a', '[UNK]', '[UNK]', '[UNK]', 'b'].map(tinyId))
  })

  it('drops control characters and parts Chinese characters', () => {
    expect(tokenizer.encode('pa\u0000i\u200bn')).toEqual([tinyId('pain')])
    expect(tokenizer.encode('a中b')).toEqual(['a', '[UNK]', 'b'].map(tinyId))
  })

  it('gives the ids of two texts one after the other when they are joined by a blank', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', 'chest', '.', 'é', '中', '\n', 'high', 'er', '😀'),
      maxLength: 30,
    })
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(tokenizer.encode(`${a} ${b}`)).toEqual([...tokenizer.encode(a), ...tokenizer.encode(b)])
      }),
    )
  })
})

const FOLDER = '../shared/models'
type Row = { text: string; inputIds: number[] }

describe.skipIf(!existsSync(`${FOLDER}/reference-embeddings.json`))(
  'with the vocabulary of BERT (skipped without the shared models)',
  () => {
    it('gives the ids of the Hugging Face tokenizer on every reference text, the Japanese one included', async () => {
      const json: unknown = JSON.parse(readFileSync(`${FOLDER}/all-MiniLM-L6-v2/tokenizer.json`, 'utf8'))
      const tokenizer = await readPieceTokenizer(json, 'tokenizer.json')
      const { rows } = JSON.parse(readFileSync(`${FOLDER}/reference-embeddings.json`, 'utf8')) as {
        rows: Row[]
      }
      for (const { text, inputIds } of rows) {
        const ids = tokenizer.encode(text)
        // The reference is cut at its longest length, [CLS] and [SEP] included.
        expect(ids.slice(0, inputIds.length - 2)).toEqual(inputIds.slice(1, -1))
      }
      expect(rows).toHaveLength(15)
    })
  },
)
