import { describe, expect, it } from 'vitest'
import { type DesignEffect, designEffect } from '../../../../eval/statistics/design/design-effect.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type Numbers = Record<string, number>
const FIELDS: readonly (readonly [keyof DesignEffect, string])[] = [
  ['clusters', 'k'],
  ['items', 'N'],
  ['mean', 'mean'],
  ['sumOfSquaresBetween', 'ss_between'],
  ['sumOfSquaresWithin', 'ss_within'],
  ['n0', 'n0'],
  ['f', 'F'],
  ['icc', 'icc1'],
  ['designEffectMean', 'design_effect_mean'],
  ['designEffectKish', 'design_effect_kish'],
  ['effectiveNMean', 'effective_n_mean'],
  ['effectiveNKish', 'effective_n_kish'],
  ['varianceRatio', 'se_ratio2'],
]

describe(`designEffect against statsmodels${caseNote}`, () => {
  it.each(referenceCases<{ clusters: number[][] }, Numbers>('design_effect'))(
    'designEffect agrees on $id',
    ({ input, expected }) => {
      const found = designEffect(input.clusters)
      for (const [own, peer] of FIELDS) expectAgreement(found[own] as number | null, expected![peer], peer)
      expect(found.icc === null).toBe(found.reason !== null)
    },
  )
})

describe('designEffect', () => {
  it('designEffect: two clusters of two, apart by 2 and each apart by 1', () => {
    // Means .5 and 2.5, grand 1.5: MSB 4, MSW .5; icc 3.5 / 4.5, design effect 1 + 7/9, effective n 2.25
    const found = designEffect([
      [0, 1],
      [2, 3],
    ])
    expect(found.icc).toBeCloseTo(7 / 9, 14)
    expect(found.designEffectKish).toBeCloseTo(16 / 9, 14)
    expect(found.effectiveNKish).toBeCloseTo(2.25, 14)
    expect(designEffect([[0.3, 0.1 + 0.2], [0.3]]).reason).toBe('all values are equal')
    expect(designEffect([[1], [2]]).reason).toBe('no cluster has two items')
  })
})
