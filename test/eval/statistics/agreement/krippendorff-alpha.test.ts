import { describe, expect, it } from 'vitest'
import {
  krippendorffAlpha,
  type MeasurementLevel,
} from '../../../../eval/statistics/agreement/krippendorff-alpha.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

const missing = (row: readonly number[]) => row.map((value) => (Number.isNaN(value) ? null : value))

describe(`krippendorffAlpha against the krippendorff package${caseNote}`, () => {
  it.each(
    referenceCases<{ ratings: number[][] }, Record<MeasurementLevel, number | null>>('krippendorff_alpha'),
  )('krippendorffAlpha agrees on $id', ({ input, expected }) => {
    for (const level of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
      const found = krippendorffAlpha(input.ratings.map(missing), level)
      expectAgreement(found.value, expected![level], level)
      expect(found.value === null).toBe(found.reason !== null)
    }
  })
})

describe('krippendorffAlpha', () => {
  it('krippendorffAlpha: two units of two raters, one agreed on', () => {
    // Values 1, 1, 1, 2: observed pairs that differ 2 of 4, expected 6 of 12: 1 - 3 * 2 / 6
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 2],
        ],
        'nominal',
      ).value,
    ).toBeCloseTo(0, 14)
  })
})
