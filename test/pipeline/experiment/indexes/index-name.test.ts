import { describe, expect, it } from 'vitest'
import { expandArms } from '../../../../pipeline/experiment/arms/experiment-arms.js'
import { INDEX_NAME, indexName } from '../../../../pipeline/experiment/indexes/index-name.js'
import { indexSpecSchema } from '../../../../pipeline/index/index-spec.js'

describe('indexName', () => {
  it.each([
    [{}, 'tokens-128'],
    [{ chunk: 'tokens', chunkTokens: 64, overlapTokens: 8 }, 'tokens-64'],
    [{ chunk: 'sentence' }, 'sentence'],
    [{ chunk: 'sentence', windowTokens: 24 }, 'sentence-24'],
    [{ chunk: 'recursive', chunkChars: 500 }, 'recursive-500'],
    [{ events: 'day', search: 'exact' }, 'tokens-128-day-exact'],
    [{ embedder: '/models/all-MiniLM L6' }, 'tokens-128-all-MiniLM-L6'],
    [{ embedder: 'ollama:nomic-embed-text:v1.5' }, 'tokens-128-nomic-embed-text-v1.5'],
  ])('of %o is %s', (fields, name) => {
    expect(indexName(indexSpecSchema.parse(fields))).toBe(name)
    expect(name).toMatch(INDEX_NAME)
  })
})

describe('expandArms', () => {
  it('puts each strategy on each index, but for what uses none or names its own', () => {
    expect(expandArms(['recent', 'hybrid+mmr', 'oracle', 'sift@b'], ['a', 'b'])).toEqual([
      'recent',
      'hybrid+mmr@a',
      'hybrid+mmr@b',
      'oracle',
      'sift@b',
    ])
    expect(expandArms(['recent', 'hybrid'], [])).toEqual(['recent', 'hybrid'])
  })
})
