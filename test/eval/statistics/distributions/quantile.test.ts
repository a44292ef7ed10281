import { describe, expect, it } from 'vitest'
import { sortedQuantile } from '../../../../eval/statistics/distributions/quantile.js'
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
