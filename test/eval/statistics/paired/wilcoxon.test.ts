import { describe, expect, it } from 'vitest'
import { type WilcoxonMethod, wilcoxon, type ZeroRule } from '../../../../eval/statistics/paired/wilcoxon.js'
import { expectAgreement, isReferencePresent, referenceCases, skipNote } from '../reference.js'

type Pair = { readonly x: number[]; readonly y: number[] }
type Numbers = Record<string, number>

describe.skipIf(!isReferencePresent)(`wilcoxon against scipy${skipNote}`, () => {
  type WilcoxonInput = Pair & { zero_method: ZeroRule; method: WilcoxonMethod; correction: boolean }
  it.each(referenceCases<WilcoxonInput, Numbers>('wilcoxon'))(
    'wilcoxon agrees on $id',
    ({ input, expected, unstable }) => {
      const found = wilcoxon(input.x, input.y, {
        zeros: input.zero_method,
        method: input.method,
        isContinuityCorrected: input.correction,
      })
      if (unstable) {
        expect(found).toMatchObject({ p: null, reason: expect.stringContaining('rounding') })
        return
      }
      expectAgreement(found.statistic, expected!['statistic_two_sided'], 'statistic')
      expectAgreement(found.positive, expected!['statistic_greater'], 'W+')
      expectAgreement(found.p, expected!['p_two_sided'], 'p')
      expectAgreement(found.pGreater, expected!['p_greater'], 'p greater')
      expectAgreement(found.pLess, expected!['p_less'], 'p less')
      if (input.method === 'asymptotic') {
        // The peer's two-sided z is that of min(W+, W-), ours that of W+.
        expectAgreement(found.z === null ? null : -Math.abs(found.z), expected!['z_two_sided'], 'z')
        if (!input.correction) expectAgreement(found.z, expected!['z_greater'], 'z of W+')
      }
      expect(found.p === null).toBe(found.reason !== null)
    },
  )
})

describe('wilcoxon', () => {
  it('wilcoxon: six positive differences, one of 64 sign vectors on each side', () => {
    const settings = { zeros: 'wilcox', method: 'auto', isContinuityCorrected: false } as const
    const found = wilcoxon([1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0], settings)
    expect(found).toMatchObject({ statistic: 0, positive: 21, p: 2 / 64, pGreater: 1 / 64, pLess: 1 })
  })

  it('wilcoxon: ties below 14 differences are counted over all sign vectors', () => {
    // |d| = 1, 1, 2: ranks 1.5, 1.5, 3; W+ = 6 in 1 of 8
    const settings = { zeros: 'wilcox', method: 'auto', isContinuityCorrected: false } as const
    expect(wilcoxon([1, 1, 2], [0, 0, 0], settings)).toMatchObject({ positive: 6, p: 0.25, pGreater: 0.125 })
  })
})
