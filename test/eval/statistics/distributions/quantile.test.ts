import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantileInPlace, sortedQuantile } from '../../../../eval/statistics/distributions/quantile.js'
import { caseNote, referenceCases } from '../reference.js'

type Input = { readonly x: number[]; readonly probs: number[] }

describe(`sortedQuantile against numpy${caseNote}`, () => {
  it.each(referenceCases<Input, { linear: number[] } | null>('quantile'))(
    'agrees on $id',
    ({ input, expected }) => {
      const ascending = Float64Array.from(input.x).sort()
      for (const [i, p] of input.probs.entries()) {
        const [found, peer] = [sortedQuantile(ascending, p), expected!.linear[i]!]
        if (Number.isFinite(peer)) expect(Math.abs(found - peer), `${p}`).toBeLessThanOrEqual(1e-6)
        // Beside an infinite value numpy has Infinity or NaN, ours always NaN.
        else expect(Number.isNaN(found) || found === peer, `${p}`).toBe(true)
      }
    },
  )
})

describe('sortedQuantile', () => {
  it('interpolates between the two values beside (n - 1) p', () => {
    // (4 - 1) * .5 = 1.5: halfway between the second and the third
    expect(sortedQuantile([1, 2, 4, 8], 0.5)).toBe(3)
    expect(sortedQuantile([1, 2, 4, 8], 1)).toBe(8)
    expect(() => sortedQuantile([], 0.5)).toThrow('needs values')
  })
})

describe('quantileInPlace', () => {
  it('interpolates between the two values beside (n - 1) p, in any order', () => {
    expect(quantileInPlace(Float64Array.of(4, 1, 8, 2), 0.5)).toBe(3)
    expect(quantileInPlace(Float64Array.of(4, 1, 8, 2), 1)).toBe(8)
    expect(() => quantileInPlace(new Float64Array(0), 0.5)).toThrow('needs values')
  })

  it('is what sorting gives, also again on the values that it moved, with ties and infinite values', () => {
    const value = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.double({ noNaN: true }).map((one) => one + 0),
    )
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3 }),
        (values, probs) => {
          const sorted = Float64Array.from(values).sort()
          const moved = Float64Array.from(values)
          // + 0: a sorted list has -0 before 0, and both are equal.
          for (const p of probs) expect(quantileInPlace(moved, p) + 0).toBe(sortedQuantile(sorted, p) + 0)
          expect(moved.sort()).toEqual(sorted)
        },
      ),
    )
  })
})
