import { describe, expect, it } from 'vitest'
import { intraclassCorrelations } from '../../../../eval/statistics/agreement/icc.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type IccExpected = Record<
  string,
  { icc: number; F: number; df1: number; df2: number; p: number; ci95: [number, number] }
>
const missing = (row: readonly number[]) => row.map((value) => (Number.isNaN(value) ? null : value))

describe(`intraclassCorrelations against pingouin${caseNote}`, () => {
  it.each(referenceCases<{ ratings: number[][] }, IccExpected>('icc'))(
    'intraclassCorrelations agree on $id',
    ({ input, expected, unstable }) => {
      const all = intraclassCorrelations(input.ratings.map(missing), 0.95)
      if (expected === null) {
        expect(all).toEqual([])
        return
      }
      expect(all.map((one) => one.form).toSorted()).toEqual(Object.keys(expected).toSorted())
      for (const found of all) {
        const peer = expected[found.form]!
        expect([found.df1, found.df2]).toEqual([peer.df1, peer.df2])
        expectAgreement(found.value, peer.icc, found.form)
        if (unstable && !found.form.startsWith('ICC(1')) {
          expect(found).toMatchObject({
            f: null,
            p: null,
            low: null,
            reason: expect.stringContaining('rounding'),
          })
          continue
        }

        expectAgreement(found.f, peer.F, `F of ${found.form}`)
        expectAgreement(found.p, peer.p, `p of ${found.form}`)
        expectAgreement(found.low, peer.ci95[0], `low of ${found.form}`)
        expectAgreement(found.high, peer.ci95[1], `high of ${found.form}`)
        if (found.value === null || found.low === null) expect(found.reason).not.toBeNull()
      }
    },
  )
})

describe('intraclassCorrelations', () => {
  it('intraclassCorrelations: three targets, two raters a point apart', () => {
    // Target means .5, 1.5, 2.5: MS 2; within .5; so ICC(1,1) = (2 - .5) / (2 + .5)
    const [one] = intraclassCorrelations(
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
      0.95,
    )
    expect(one).toMatchObject({ form: 'ICC(1,1)', df1: 2, df2: 3 })
    expect(one!.value).toBeCloseTo(0.6, 14)
    expect(one!.f).toBeCloseTo(4, 14)
  })
})
