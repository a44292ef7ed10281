import { describe, expect, it } from 'vitest'
import { openTokenEncoder } from '../../../indexes/embedders/token-vectors.js'
import { writeTinyCrossEncoder } from '../../fixtures/tiny-cross-encoder.js'
import { TINY_DIMENSIONS, tinyId, tinyWeight, writeTinyEncoder } from '../../fixtures/tiny-encoder.js'

describe('an encoder of tokens', () => {
  it('gives the row of each token at unit length, and does not count those around the text', async () => {
    const encoder = await openTokenEncoder(writeTinyEncoder({ prompts: { passage: 'passage: ' } }))
    const read = await encoder.encode(' Higher fever ')
    const rows = ['[CLS]', 'high', '##er', 'fever', '[SEP]'].map((token) => {
      const row = Array.from({ length: TINY_DIMENSIONS }, (_, d) => tinyWeight(tinyId(token), d))
      return row.map((value) => value / Math.hypot(...row))
    })
    expect(read!.dimensions).toBe(TINY_DIMENSIONS)
    expect(read!.isCounted).toEqual([false, true, true, true, false])
    expect(read!.vectors).toHaveLength(5 * TINY_DIMENSIONS)
    for (const [k, value] of rows.flat().entries()) expect(read!.vectors[k]).toBeCloseTo(value, 6)
  })

  it('reads texts up to its limit, and none beyond', async () => {
    // 12 tokens with the two around the text.
    const encoder = await openTokenEncoder(writeTinyEncoder())
    expect(await encoder.encode('a b c a b c a b c a')).not.toBeNull()
    expect(await encoder.encode('a b c a b c a b c a b')).toBeNull()
  })

  it('refuses a model that gives one output a text', async () => {
    await expect(openTokenEncoder(writeTinyCrossEncoder())).rejects.toThrow(
      /expected one vector per token, found an output of shape \[1, 1\]/,
    )
  })
})
