import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrapText } from '../../../../eval/report/tables/wrap-text.js'

describe('wrapText', () => {
  it('breaks at blanks and keeps the indent', () => {
    expect(wrapText('  one two three', 9)).toBe('  one two\n  three')
    expect(wrapText('one two three', 7, 4)).toBe('one two\n    three')
    expect(wrapText('short\n\nlines', 9)).toBe('short\n\nlines')
  })

  it('keeps every word, and no line is longer unless a word is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 12, max: 40 }),
        (words, width) => {
          const wrapped = wrapText(words.join(' '), width)
          expect(wrapped.split(/[ \n]+/)).toEqual(words)
          expect(Math.max(...wrapped.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(width)
        },
      ),
    )
  })
})
