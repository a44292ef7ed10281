import fc from 'fast-check'
import { get_encoding } from 'tiktoken'
import { describe, expect, it } from 'vitest'
import { openEncoding } from '../../../../generators/tokens/tiktoken/encoding.js'
import { mergeBytes } from '../../../../generators/tokens/tiktoken/merge-bytes.js'

// One of each kind that the patterns tell apart, and letters that fold or have no case.
const CHARACTERS = [
  ..."aBéÉǅʰªא中ß'sSſtTdDmMrReEvVlL1²Ⅷ٣.-/|_~ \t\n\r\u0085\u00a0\u2028\u3000\ufeff\u0301\u20dd",
  ...'\u0000\u001b\u007f\u200b😀𝐀𝟙🏽👩',
  '\ud800',
  '\udc00',
  '\r\n',
  "'LL",
  "'ve",
  '<|endoftext|>',
]

describe.each(['cl100k', 'o200k'] as const)('encoding by %s', (name) => {
  const reference = get_encoding(`${name}_base`)
  const encoding = openEncoding(name)

  it('gives the ids of tiktoken for texts that hold long runs', () => {
    const run = fc.tuple(
      fc.array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: 4 }),
      fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 700 })),
    )
    const texts = fc
      .array(run, { minLength: 1, maxLength: 8 })
      .map((runs) => runs.map(([characters, times]) => characters.join('').repeat(times)).join(''))
      .map((text) => text.slice(0, 2500))
    fc.assert(
      fc.property(texts, (text) => {
        expect(encoding.encode(text)).toEqual(reference.encode(text, [], []))
      }),
      { numRuns: 300 },
    )
  })

  it('gives the ids of tiktoken for shuffled characters without a sure end of a piece', () => {
    const texts = fc
      .array(fc.constantFrom(...CHARACTERS.filter((character) => character !== ' ')), {
        minLength: 401,
        maxLength: 1500,
      })
      .map((characters) => characters.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        expect(encoding.encode(text)).toEqual(reference.encode(text, [], []))
      }),
      { numRuns: 150 },
    )
  })

  it('decodes to the text', () => {
    const text = `${'中'.repeat(900)} and ${'\t'.repeat(900)}`
    expect(Buffer.from(encoding.decode(encoding.encode(text))).toString()).toBe(text)
  })

  // tiktoken traps on the first and takes hours for some of the others.
  it.each([
    ['blanks', ' '.repeat(1_000_000)],
    ['dashes', '-'.repeat(1_000_000)],
    ['one letter', 'a'.repeat(1_000_000)],
    [
      'characters without case',
      Array.from({ length: 300_000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join(''),
    ],
  ])('takes a million %s', (_, text) => {
    const ids = encoding.encode(text)
    expect(Buffer.from(encoding.decode(ids)).toString() === text).toBe(true)
  })
})

describe('merging bytes', () => {
  it('merges the lowest rank first and the leftmost of equal ones', () => {
    const tokens = ['a', 'b', 'aa', 'ab', 'aab']
    const ranks = new Map(tokens.map((token, id) => [token, id]))
    // 'aa' (2) goes first, leftmost: aa·a·b, then 'ab' (3): aa·ab.
    expect(mergeBytes('aaab', { ranks, longest: 3 })).toEqual([2, 3])
    // aa·b: 'aab' (4) is a token, so the pair merges.
    expect(mergeBytes('xaab'.slice(1), { ranks, longest: 3 })).toEqual([4])
    // aa·aa·a
    expect(mergeBytes('aaaaa', { ranks, longest: 3 })).toEqual([2, 2, 0])
  })
})
