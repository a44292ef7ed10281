import fc from 'fast-check'
import { get_encoding } from 'tiktoken'
import { describe, expect, it } from 'vitest'
import { tiktokenAtLeast, tiktokenCount } from '../../../../generators/tokens/tiktoken/count.js'
import { openEncoding } from '../../../../generators/tokens/tiktoken/encoding.js'

// What the encodings treat each in its own way: white space of all kinds, apostrophes, digits, '/', marks, wide characters.
const PIECES =
  "a|B|é|1|22|.|,| |  |\n|\r\n|\t|/|//|-|[|'s|'S|\u0085|\ufeff|\u00a0|…|😀|word|Word|<|endoftext|>|\u2028|\u0301|中| the".split(
    '|',
  )

describe.each(['cl100k', 'o200k'] as const)('counting %s piece by piece', (name) => {
  it('gives what tokenising the whole gives, and never fewer than the pieces', () => {
    const encoding = get_encoding(`${name}_base`)
    const count = tiktokenCount(openEncoding(name))
    const texts = fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 4 })), {
        maxLength: 40,
      })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = encoding.encode(text, [], []).length
        expect(count(text)).toBe(tokens)
        expect(tiktokenAtLeast(text)).toBeLessThanOrEqual(tokens)
      }),
      { numRuns: 1000 },
    )
  })
})
