import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { embedLongTexts } from '../../../indexes/embedders/embed-long-texts.js'
import { openTransformerEmbedder } from '../../../indexes/embedders/transformer-embedder.js'
import { TINY_DIMENSIONS, tinyId, tinyWeight, writeTinyEncoder } from '../../fixtures/tiny-encoder.js'

function unit(values: readonly number[]): number[] {
  const norm = Math.hypot(...values)
  return values.map((value) => value / norm)
}

/** What pooling over [CLS] tokens [SEP] must give, worked out from the table. */
function expected(tokens: readonly string[], pool: (column: readonly number[]) => number): number[] {
  const ids = ['[CLS]', ...tokens, '[SEP]'].map(tinyId)
  return unit(Array.from({ length: TINY_DIMENSIONS }, (_, d) => pool(ids.map((id) => tinyWeight(id, d)))))
}
const mean = (column: readonly number[]) => column.reduce((sum, value) => sum + value, 0) / column.length

function near(vector: Float32Array, values: readonly number[]): void {
  expect(vector).toHaveLength(values.length)
  for (const [d, value] of vector.entries()) expect(value).toBeCloseTo(values[d]!, 6)
}

describe('a transformer embedder', () => {
  it('pools as 1_Pooling says, special tokens included, and gives unit vectors', async () => {
    const modes: [Record<string, boolean>, (column: readonly number[]) => number][] = [
      [{ pooling_mode_mean_tokens: true }, mean],
      [{ pooling_mode_cls_token: true }, (column) => column[0]!],
      [{ pooling_mode_max_tokens: true }, (column) => Math.max(...column)],
    ]
    for (const [pooling, pool] of modes) {
      const embedder = await openTransformerEmbedder(writeTinyEncoder({ pooling }))
      const [vector] = await embedder.embed(['Chest pain, higher.'], 'passage')
      // The comma is not in the vocabulary.
      near(vector!, expected(['chest', 'pain', '[UNK]', 'high', '##er', '.'], pool))
    }
  })

  it('puts the prefixes of its configuration before queries and passages', async () => {
    const prompts = { query: 'query: ', passage: 'passage: ' }
    const embedder = await openTransformerEmbedder(writeTinyEncoder({ prompts }))
    near((await embedder.embed(['fever'], 'query'))[0]!, expected(['query', ':', 'fever'], mean))
    near((await embedder.embed(['fever'], 'passage'))[0]!, expected(['passage', ':', 'fever'], mean))
    // 12 less the two tokens of the prefix.
    expect(embedder.maxTokens).toBe(10)
  })

  it('throws for a text that is too long instead of cutting it', async () => {
    const embedder = await openTransformerEmbedder(writeTinyEncoder())
    expect(embedder.countTokens('a b c')).toBe(5)
    await expect(embedder.embed(['a b c '.repeat(4)], 'passage')).rejects.toThrow(
      'a text of 14 tokens exceeds the 12 of tiny',
    )
  })

  it('embeds a long text in parts and averages them', async () => {
    const embedder = await openTransformerEmbedder(writeTinyEncoder())
    const [vector] = await embedLongTexts(['a b c '.repeat(4).trim()], 'passage', embedder)
    const half = expected(['a', 'b', 'c', 'a', 'b', 'c'], mean)
    near(vector!, half)
  })

  it('gives the same vector in any batch, and zeros for an empty text', async () => {
    const embedder = await openTransformerEmbedder(writeTinyEncoder())
    const [alone] = await embedder.embed(['no fever'], 'passage')
    const [, beside, empty] = await embedder.embed(['chest pain . a b c', 'no fever', ' \n'], 'passage')
    expect([...beside!]).toEqual([...alone!])
    expect(empty!.every((value) => value === 0)).toBe(true)
  })

  it('names itself by its folder and its files', async () => {
    const one = await openTransformerEmbedder(writeTinyEncoder())
    const same = await openTransformerEmbedder(writeTinyEncoder())
    const other = await openTransformerEmbedder(writeTinyEncoder({ maxTokens: 11 }))
    expect(one).toMatchObject({ name: 'tiny', dimensions: TINY_DIMENSIONS })
    expect(same.hash).toBe(one.hash)
    expect(other.hash).not.toBe(one.hash)
  })

  it('refuses what it cannot use, in one sentence', async () => {
    const open = (change: (folder: string) => void, changes = {}) => {
      const folder = writeTinyEncoder(changes)
      change(folder)
      return openTransformerEmbedder(folder)
    }
    const nothing = () => {}
    await expect(open((folder) => rmSync(join(folder, 'tokenizer.json')))).rejects.toThrow(
      'expected tokenizer.json in',
    )
    await expect(open((folder) => rmSync(join(folder, 'onnx'), { recursive: true }))).rejects.toThrow(
      'expected onnx/model.onnx in',
    )
    await expect(
      open((folder) => writeFileSync(join(folder, 'onnx', 'model.onnx'), 'no model')),
    ).rejects.toThrow('expected an ONNX model')
    await expect(open((folder) => writeFileSync(join(folder, 'config.json'), '{'))).rejects.toThrow(
      'expected JSON',
    )
    await expect(open(nothing, { modules: ['Transformer', 'Pooling', 'Dense'] })).rejects.toThrow(
      'found module sentence_transformers.models.Dense',
    )
    await expect(
      open(nothing, { pooling: { pooling_mode_mean_tokens: true, pooling_mode_max_tokens: true } }),
    ).rejects.toThrow('expected mean, cls or max pooling, found mean_tokens and max_tokens')
  })
})

const MODEL = '../shared/models/all-MiniLM-L6-v2'
const REFERENCE = '../shared/models/reference-embeddings.json'
type Row = { text: string; inputIds: number[]; vector256: number[]; tokens256: number }

describe.skipIf(!existsSync(REFERENCE))('all-MiniLM-L6-v2 (skipped without the shared models)', () => {
  it("equals sentence-transformers' vectors to 1e-5 on every text that it reads whole", async () => {
    const { rows } = JSON.parse(readFileSync(REFERENCE, 'utf8')) as { rows: Row[] }
    const embedder = await openTransformerEmbedder(MODEL)
    expect(embedder.maxTokens).toBe(256)
    const whole = rows.filter(({ text, inputIds }) => inputIds.length < 256 && text.trim() !== '')
    const vectors = await embedder.embed(
      whole.map(({ text }) => text),
      'passage',
    )
    const off = whole.filter((row, i) =>
      row.vector256.some((value, d) => Math.abs(value - vectors[i]![d]!) > 1e-5),
    )
    // Its tokenizer strips the combining marks of the Japanese text: ten ids for eleven.
    expect(off.map(({ text }) => /[\u3040-\u30ff]/.test(text))).toEqual([true])
    expect(whole.length).toBeGreaterThan(8)
  })
})
