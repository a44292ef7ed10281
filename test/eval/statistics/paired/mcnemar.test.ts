import { describe, expect, it } from 'vitest'
import { mcNemar } from '../../../../eval/statistics/paired/mcnemar.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type Numbers = Record<string, number>

describe(`mcNemar against statsmodels${caseNote}`, () => {
  it.each(referenceCases<{ b: number; c: number }, Numbers>('mcnemar'))(
    'mcNemar agrees on $id',
    ({ input, expected }) => {
      const found = mcNemar(input.b, input.c)
      expectAgreement(found.p, expected!['p_exact'], 'exact p')
      expectAgreement(found.pMid, expected!['p_mid'], 'mid-p')
      expectAgreement(found.chiSquare, expected!['chi2'], 'chi-square')
      expectAgreement(found.pChiSquare, expected!['p_chi2'], 'p of chi-square')
      expectAgreement(found.chiSquareCorrected, expected!['chi2_corrected'], 'corrected')
      // Without discordant pairs the peer has chi-square infinite and p 0: ours has a reason.
      if (input.b + input.c === 0)
        expect(found).toMatchObject({ pChiSquareCorrected: null, reason: 'no discordant pairs' })
      else expectAgreement(found.pChiSquareCorrected, expected!['p_chi2_corrected'], 'p corrected')
    },
  )
})

describe('mcNemar', () => {
  it('1 and 5 discordant pairs', () => {
    // Exact 2 * 7/64; mid: less P(X = 1) = 6/64; (1 - 5)^2 / 6
    const found = mcNemar(1, 5)
    expect(found.p).toBeCloseTo(14 / 64, 14)
    expect(found.pMid).toBeCloseTo(8 / 64, 14)
    expect(found.chiSquare).toBeCloseTo(16 / 6, 14)
    expect(() => mcNemar(1.5, 0)).toThrow('whole')
  })
})
