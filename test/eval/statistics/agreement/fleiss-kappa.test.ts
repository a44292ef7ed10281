import { describe, expect, it } from 'vitest'
import { fleissKappa } from '../../../../eval/statistics/agreement/fleiss-kappa.js'
import { expectAgreement, isReferencePresent, referenceCases, skipNote } from '../reference.js'

describe.skipIf(!isReferencePresent)(`fleissKappa against statsmodels${skipNote}`, () => {
  it.each(referenceCases<{ table: number[][] }, Record<string, number>>('fleiss_kappa'))(
    'fleissKappa agrees on $id',
    ({ input, expected }) => {
      if (expected === null) {
        expect(() => fleissKappa(input.table, 'fleiss')).toThrow('ratings of each subject')
        return
      }
      for (const rule of ['fleiss', 'randolph'] as const) {
        const found = fleissKappa(input.table, rule)
        expectAgreement(found.value, expected[rule], rule)
        expect(found.value === null).toBe(found.reason !== null)
      }
    },
  )
})

describe('fleissKappa', () => {
  it('fleissKappa: two raters, one of two subjects agreed on', () => {
    // observed 1/2; shares 3/4 and 1/4, expected 10/16: (1/2 - 5/8) / (3/8)
    expect(
      fleissKappa(
        [
          [2, 0],
          [1, 1],
        ],
        'fleiss',
      ).value,
    ).toBeCloseTo(-1 / 3, 14)
    expect(
      fleissKappa(
        [
          [2, 0],
          [1, 1],
        ],
        'randolph',
      ).value,
    ).toBeCloseTo(0, 14)
  })
})
