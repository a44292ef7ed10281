import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCrossEncoder } from '../../../indexes/rerankers/cross-encoder.js'
import { temporaryFolder } from '../../fixtures/command-line.js'
import { writeTinyCrossEncoder } from '../../fixtures/tiny-cross-encoder.js'

// Ids: [CLS] 2, [SEP] 3, chest 5, pain 6, no 7, fever 8.
const CHEST = 2 + 5 + 3

describe('openCrossEncoder', () => {
  it('scores query and passage as one pair, each text by its type', async () => {
    const { name, score } = await openCrossEncoder(writeTinyCrossEncoder())
    const scores = await score('chest', ['pain', 'fever', 'no fever'])
    expect(name).toBe('tiny-ce')
    const expected = [[6], [8], [7, 8]].map(
      (ids) => (CHEST + 3 * (ids.reduce((sum, id) => sum + id, 0) + 3)) / 10,
    )
    expect(expected[0]).toBeCloseTo(3.7)
    for (const [i, value] of expected.entries()) expect(scores[i]).toBeCloseTo(value, 5)
  })

  it('takes the second of two logits less the first', async () => {
    const { score } = await openCrossEncoder(writeTinyCrossEncoder({ logits: 2 }))
    // 2 * 3.7 - 3.7
    expect((await score('chest', ['pain']))[0]).toBeCloseTo(3.7, 5)
  })

  it('gives no types to a model that reads none', async () => {
    const { score } = await openCrossEncoder(writeTinyCrossEncoder({ readsTypes: false }))
    expect((await score('chest', ['pain']))[0]).toBeCloseTo((CHEST + 6 + 3) / 10, 5)
  })

  it('reads a long passage in pieces of equal length and takes the best', async () => {
    // 8 less 3 special tokens and the query leave 4: six words are two pieces of three.
    const { score } = await openCrossEncoder(writeTinyCrossEncoder({ maxTokens: 8 }))
    const [long] = await score('chest', ['no no no fever fever fever'])
    expect(long).toBeCloseTo((CHEST + 3 * (3 * 8 + 3)) / 10, 5)
  })

  it('cuts a query that would fill the model, and gives an empty passage a score', async () => {
    const { score } = await openCrossEncoder(writeTinyCrossEncoder({ maxTokens: 8 }))
    const [cut] = await score('chest chest chest chest', ['pain'])
    expect(cut).toBeCloseTo((2 + 5 + 5 + 3 + 3 * (6 + 3)) / 10, 5)
    expect((await score('chest', [' ']))[0]).toBeCloseTo((CHEST + 3 * 3) / 10, 5)
  })

  it('takes a separator that somebody wrote into a note for nothing', async () => {
    const { score } = await openCrossEncoder(writeTinyCrossEncoder())
    expect((await score('chest', ['pain [SEP] [CLS]']))[0]).toBeCloseTo(3.7, 5)
  })

  it('has a hash of what decides a score', async () => {
    const [a, b] = [writeTinyCrossEncoder(), writeTinyCrossEncoder()]
    const { hash } = await openCrossEncoder(a)
    expect((await openCrossEncoder(b)).hash).toBe(hash)
    writeFileSync(join(b, 'config.json'), '{"model_type": "bert", "max_position_embeddings": 256}')
    expect((await openCrossEncoder(b)).hash).not.toBe(hash)
  })

  it('refuses what is no cross-encoder, and says what it expected', async () => {
    await expect(openCrossEncoder(join(temporaryFolder(), 'nothing'))).rejects.toThrow(
      'expected the folder of a cross-encoder, found none at',
    )
    const without = writeTinyCrossEncoder()
    rmSync(join(without, 'onnx', 'model.onnx'))
    await expect(openCrossEncoder(without)).rejects.toThrow(
      /expected onnx\/model.onnx or onnx\/model_quantized.onnx in the reranker folder .*, found none/,
    )
    await expect(openCrossEncoder(writeTinyCrossEncoder({ logits: 3 }))).rejects.toThrow(
      'expected a model with one or two logits per pair, found shape [1, 3]',
    )
  })
})
