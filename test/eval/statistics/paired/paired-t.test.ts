import { describe, expect, it } from 'vitest'
import { pairedT } from '../../../../eval/statistics/paired/paired-t.js'
import { expectAgreement, isReferencePresent, referenceCases, skipNote } from '../reference.js'

type Pair = { readonly x: number[]; readonly y: number[] }
type Numbers = Record<string, number>

describe.skipIf(!isReferencePresent)(`pairedT against scipy${skipNote}`, () => {
  it.each(referenceCases<Pair, Numbers>('paired_t'))(
    'pairedT agrees on $id',
    ({ input, expected, unstable }) => {
      const found = pairedT(input.x, input.y, 0.95)
      if (unstable) {
        expect(found).toMatchObject({ t: null, p: null, reason: expect.stringContaining('rounding') })
        return
      }
      expectAgreement(found.t, expected!['t'], 't')
      expectAgreement(found.p, expected!['p'], 'p')
      expectAgreement(found.pGreater, expected!['p_greater'], 'p greater')
      expectAgreement(found.pLess, expected!['p_less'], 'p less')
      expectAgreement(found.low, expected!['ci_low'], 'low')
      expectAgreement(found.high, expected!['ci_high'], 'high')
      expectAgreement(found.meanDifference, expected!['mean_difference'], 'mean')
      expect(found.t === null).toBe(found.reason !== null)
    },
  )
})

describe('pairedT', () => {
  it('pairedT: differences 1, 2, 3', () => {
    // mean 2, sd 1, error 1/sqrt 3, t = 2 sqrt 3; with 2 df the upper tail is 1/2 - t / (2 sqrt(2 + t^2))
    const found = pairedT([2, 4, 6], [1, 2, 3], 0.95)
    expect(found.t).toBeCloseTo(2 * Math.sqrt(3), 12)
    expect(found.p).toBeCloseTo(1 - Math.sqrt(12 / 14), 12)
  })

  it('says why there is none', () => {
    expect(pairedT([1], [2], 0.95).reason).toBe('fewer than 2 differences')
    expect(() => pairedT([1, 2], [1], 0.95)).toThrow('found 2 and 1')
  })
})
