import { describe, expect, it } from 'vitest'
import { equivalence, pairedNonInferiority } from '../../../../eval/statistics/paired/equivalence.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type Pair = { readonly x: number[]; readonly y: number[] }
type Numbers = Record<string, number>

describe(`equivalence against statsmodels${caseNote}`, () => {
  type EquivalenceInput = Pair & { low: number; upp: number; margin: number }
  it.each(referenceCases<EquivalenceInput, Numbers>('equivalence'))(
    'equivalence and pairedNonInferiority agree on $id',
    ({ input, expected, unstable }) => {
      const found = equivalence(input.x, input.y, { low: input.low, high: input.upp })
      const [at975, at95] = [0.975, 0.95].map((level) =>
        pairedNonInferiority(input.x, input.y, { margin: input.margin, level }),
      )
      if (unstable) {
        expect([found.p, at95!.p, found.reason, at95!.reason]).toEqual([
          null,
          null,
          expect.stringContaining('rounding'),
          expect.stringContaining('rounding'),
        ])
        return
      }
      expectAgreement(found.p, expected!['p'], 'p')
      expectAgreement(found.aboveLow.t, expected!['t_low'], 't low')
      expectAgreement(found.aboveLow.p, expected!['p_low'], 'p low')
      expectAgreement(found.belowHigh.t, expected!['t_upp'], 't upp')
      expectAgreement(found.belowHigh.p, expected!['p_upp'], 'p upp')
      expectAgreement(at95!.t, expected!['non_inferiority_t'], 'non-inferiority t')
      expectAgreement(at95!.p, expected!['non_inferiority_p'], 'non-inferiority p')
      expectAgreement(at975!.lowerBound, expected!['lower_bound_975'], 'lower bound 97.5')
      expectAgreement(at95!.lowerBound, expected!['lower_bound_95'], 'lower bound 95')
      expect(found.p === null).toBe(found.reason !== null)
    },
  )
})

describe('equivalence', () => {
  it('is the larger of two one-sided p', () => {
    // Differences 1, 2, 3: mean 2, error 1/sqrt 3, t = sqrt 3 from either bound; with 2 df 1/2 - t / (2 sqrt(2 + t^2))
    const found = equivalence([2, 4, 6], [1, 2, 3], { low: 1, high: 3 })
    expect(found.aboveLow.t).toBeCloseTo(Math.sqrt(3), 12)
    expect(found.p).toBeCloseTo(0.5 - Math.sqrt(3 / 5) / 2, 12)
    expect(pairedNonInferiority([2, 4, 6], [1, 2, 3], { margin: 1, level: 0.95 }).t).toBeCloseTo(
      3 * Math.sqrt(3),
      12,
    )
  })
})
