import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closestStretchF1 } from '../../../eval/context/closest-stretch.js'
import { tokenF1 } from '../../../eval/text/squad.js'

describe('closestStretchF1', () => {
  it.each([
    ['no fever today', 'Seen in clinic. No fever today, no cough.', 1],
    ['no fever today', 'fever', (2 * 1) / (3 + 1)], // a shorter text as a whole
    ['no fever today', 'fever was absent, today', 1 / 3],
    ['no no yes', 'no yes yes', 2 / 3], // tokens count as often as they stand
    ['...', 'any', 0],
    ['any', '', 0],
  ])('%j in %j: %d', (span, text, expected) => {
    expect(closestStretchF1(span, text)).toBeCloseTo(expected, 12)
  })

  it('equals the best token F1 over all stretches', () => {
    const words = fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(words, words, (span, text) => {
        const length = Math.min(span.length, text.length)
        const stretches = text
          .slice(0, text.length - length + 1)
          .map((_, i) => text.slice(i, i + length).join(' '))
        const best = Math.max(...stretches.map((stretch) => tokenF1(stretch, span.join(' '))))
        expect(closestStretchF1(span.join(' '), text.join(' '))).toBeCloseTo(best, 12)
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})
