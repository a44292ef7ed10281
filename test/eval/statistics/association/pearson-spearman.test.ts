import { describe, expect, it } from 'vitest'
import { fisherInterval, pearson, spearman } from '../../../../eval/statistics/association/pearson.js'
import { expectAgreement, isReferencePresent, referenceCases, skipNote } from '../reference.js'

type Pair = { readonly x: number[]; readonly y: number[] }
type Numbers = Record<string, number>

describe.skipIf(!isReferencePresent)(`pearson and spearman against scipy${skipNote}`, () => {
  type CorrelationExpected = Numbers & { pearson_ci95?: [number, number] }
  it.each(referenceCases<Pair, CorrelationExpected>('pearson_spearman'))(
    'pearson and spearman agree on $id',
    ({ input, expected, unstable }) => {
      const found = pearson(input.x, input.y)
      if (unstable) expect(found).toMatchObject({ r: null, reason: expect.stringContaining('rounding') })
      else {
        expectAgreement(found.r, expected!['pearson'], 'r')
        expectAgreement(found.p, expected!['pearson_p'], 'p')
        expectAgreement(found.pGreater, expected!['pearson_p_greater'], 'p greater')
        expect(found.r === null).toBe(found.reason !== null)
        if (found.r !== null) {
          const interval = fisherInterval(found.r, found.n, 0.95)
          expectAgreement(interval.low, expected!.pearson_ci95![0], 'low')
          expectAgreement(interval.high, expected!.pearson_ci95![1], 'high')
        }
      }
      const ranked = spearman(input.x, input.y)
      expectAgreement(ranked.r, expected!['spearman'], 'rho')
      expectAgreement(ranked.p, expected!['spearman_p'], 'p of rho')
      expect(ranked.p === null).toBe(ranked.reason !== null)
    },
  )
})

describe('pearson and spearman', () => {
  it('pearson: r of 1, 2, 3 and 1, 3, 2 is 1/2; spearman the same', () => {
    expect(pearson([1, 2, 3], [1, 3, 2]).r).toBeCloseTo(0.5, 14)
    expect(spearman([10, 20, 30], [1, 9, 2]).r).toBeCloseTo(0.5, 14)
    // t = .5 / sqrt(.75) with 1 df: 1 - 2 arctan(t) / pi = 2/3
    expect(pearson([1, 2, 3], [1, 3, 2]).p).toBeCloseTo(2 / 3, 14)
  })
})
