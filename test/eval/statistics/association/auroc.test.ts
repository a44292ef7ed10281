import { describe, expect, it } from 'vitest'
import { discrimination } from '../../../../eval/statistics/association/auroc.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type Numbers = Record<string, number>

describe(`discrimination against scikit-learn${caseNote}`, () => {
  it.each(referenceCases<{ labels: number[]; scores: number[] }, Numbers>('auroc'))(
    'discrimination agrees on $id',
    ({ input, expected }) => {
      const found = discrimination(
        input.labels.map((label) => label === 1),
        input.scores,
      )
      expectAgreement(found.auroc, expected?.['auroc'], 'auroc')
      expectAgreement(found.averagePrecision, expected?.['average_precision'], 'average precision')
      expect(found.auroc === null).toBe(found.reason !== null)
    },
  )
})

describe('discrimination', () => {
  it('discrimination: one of two pairs in order, one tied', () => {
    // (1 + 1/2) / 2; precision 1/1 at recall 1/1 would need the positive alone on top: 1/2
    expect(discrimination([true, false, false], [0.5, 0.5, 0.1])).toEqual({
      auroc: 0.75,
      averagePrecision: 0.5,
      reason: null,
    })
  })
})
