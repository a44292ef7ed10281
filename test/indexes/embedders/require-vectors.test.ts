import { describe, expect, it } from 'vitest'
import { embedLongTexts } from '../../../indexes/embedders/embed-long-texts.js'
import type { Embedder } from '../../../indexes/embedders/embedder.js'
import { withKnownVectors } from '../../../indexes/store/previous-vectors.js'

const GOOD = Float32Array.of(0.6, 0.8)

/** An encoder of two dimensions that returns what a test wants. */
function embedderOf(reply: unknown, kind: Embedder['kind'] = 'encoder'): Embedder {
  return {
    name: 'odd',
    hash: 'odd',
    kind,
    dimensions: 2,
    maxTokens: Number.POSITIVE_INFINITY,
    countTokens: (text) => text.length,
    embed: async () => reply as Float32Array[],
    close: async () => {},
  }
}

const embed = (reply: unknown, kind?: Embedder['kind']) =>
  embedLongTexts(['pain', 'fever'], 'passage', embedderOf(reply, kind))

describe('vectors of an embedder, before anything is stored', () => {
  it.each([
    ['fewer vectors than texts', [GOOD], 'expected 2 vectors from embedder odd, found 1'],
    ['more vectors than texts', [GOOD, GOOD, GOOD], 'expected 2 vectors from embedder odd, found 3'],
    ['no list', null, 'expected 2 vectors from embedder odd, found no list'],
    ['a hole', [GOOD, undefined], 'text 2 of 2 (5 characters), found none'],
    ['a plain list', [GOOD, [0.6, 0.8]], 'text 2 of 2 (5 characters), found something else'],
    ['another length', [GOOD, Float32Array.of(1)], 'text 2 of 2 (5 characters), found 1 numbers'],
    ['no numbers', [new Float32Array(0), GOOD], 'text 1 of 2 (4 characters), found 0 numbers'],
    ['NaN', [GOOD, Float32Array.of(0.6, Number.NaN)], 'found a number that is not finite'],
    ['Infinity', [Float32Array.of(Number.POSITIVE_INFINITY, 0), GOOD], 'found a number that is not finite'],
    ['zeros for a text', [GOOD, Float32Array.of(0, 0)], 'text 2 of 2 (5 characters), found zeros only'],
    ['a vector of another length', [GOOD, Float32Array.of(3, 4)], 'found length 5.000'],
  ])('refuses %s', async (_, reply, message) => {
    await expect(embed(reply)).rejects.toThrow(message)
  })

  it('accepts zeros of a blank text, and of a static table', async () => {
    expect(await embed([GOOD, new Float32Array(2)], 'static')).toHaveLength(2)
    const blank = embedLongTexts(['pain', ' '], 'passage', embedderOf([GOOD, new Float32Array(2)]))
    expect(await blank).toHaveLength(2)
  })

  it('finds a missing vector among known ones', async () => {
    const known = withKnownVectors(embedderOf([]), new Map([['pain', GOOD]]))
    await expect(embedLongTexts(['pain', 'fever'], 'passage', known)).rejects.toThrow('found none')
  })
})
