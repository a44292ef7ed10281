import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTokenCounter } from '../../../generators/tokens/token-counters.js'
import { writeTinyEncoder } from '../../fixtures/tiny-encoder.js'

describe('token counters', () => {
  it("counts with OpenAI's encodings, special tokens read as text", async () => {
    const counter = await openTokenCounter('cl100k')
    // From OpenAI's cookbook: 'tiktoken is great!' is [83, 1609, 5963, 374, 2294, 0].
    expect(counter.count('tiktoken is great!')).toBe(6)
    expect(counter.count('')).toBe(0)
    expect(counter.count('<|endoftext|>')).toBeGreaterThan(1)
    expect(counter).toMatchObject({ name: 'cl100k', exact: true })
    expect((await openTokenCounter('o200k')).count('tiktoken is great!')).toBe(6)
  })

  it('marks an estimate as one', async () => {
    const counter = await openTokenCounter('approx')
    expect(counter.exact).toBe(false)
    expect(counter.count('nine char')).toBe(3)
  })

  it("counts with a model folder's own tokenizer, without special tokens", async () => {
    const counter = await openTokenCounter(writeTinyEncoder())
    expect(counter.count('Chest pain, higher')).toBe(5)
    expect(counter).toMatchObject({ name: 'tiny', exact: true })
  })

  it('refuses a folder without tokenizer', async () => {
    await expect(openTokenCounter(dirname(writeTinyEncoder()))).rejects.toThrow(
      'expected tokenizer.json in the tokenizer folder',
    )
  })
})

const MODEL = '../shared/models/all-MiniLM-L6-v2'
describe.skipIf(!existsSync(MODEL))('with the tokenizer of BERT (skipped without the shared models)', () => {
  it('counts as the reference ids do', async () => {
    // [3108, 3255, 23229, 2000, 1996, 2187, 2849] between [CLS] and [SEP].
    expect((await openTokenCounter(MODEL)).count('chest pain radiating to the left arm')).toBe(7)
  })
})
