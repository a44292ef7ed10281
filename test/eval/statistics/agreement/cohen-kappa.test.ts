import { describe, expect, it } from 'vitest'
import { cohenKappa } from '../../../../eval/statistics/agreement/cohen-kappa.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type CohenInput = { a: (string | number)[]; b: (string | number)[]; labels: (string | number)[] | null }
type CohenExpected = Record<'kappa' | 'kappa_linear' | 'kappa_quadratic', number> &
  Partial<Record<'se' | 'se_null' | 'se_quadratic' | 'se_null_quadratic', number>> &
  Partial<Record<'ci95' | 'ci95_quadratic', [number, number]>>

describe(`cohenKappa against scikit-learn and statsmodels${caseNote}`, () => {
  it.each(referenceCases<CohenInput, CohenExpected>('cohen_kappa'))(
    'cohenKappa agrees on $id',
    ({ input, expected }) => {
      const scale = input.labels ?? [...new Set([...input.a, ...input.b])].sort()
      const pairs = { first: input.a, second: input.b, scale }
      const none = cohenKappa(pairs, 'none', 0.95)
      const quadratic = cohenKappa(pairs, 'quadratic', 0.95)
      expectAgreement(none.kappa, expected?.kappa, 'kappa')
      expectAgreement(cohenKappa(pairs, 'linear', 0.95).kappa, expected?.kappa_linear, 'linear')
      expectAgreement(quadratic.kappa, expected?.kappa_quadratic, 'quadratic')
      expect(none.kappa === null).toBe(none.reason !== null)
      if (expected?.se !== undefined) {
        expectAgreement(none.standardError, expected.se, 'se')
        expectAgreement(none.standardErrorNull, expected.se_null, 'se null')
        expectAgreement(none.low, expected.ci95![0], 'low')
        expectAgreement(none.high, expected.ci95![1], 'high')
      }
      if (expected?.se_quadratic === undefined) return
      expectAgreement(quadratic.standardError, expected.se_quadratic, 'se quadratic')
      expectAgreement(quadratic.standardErrorNull, expected.se_null_quadratic, 'se null quadratic')
      expectAgreement(quadratic.low, expected.ci95_quadratic![0], 'low quadratic')
      expectAgreement(quadratic.high, expected.ci95_quadratic![1], 'high quadratic')
    },
  )
})

describe('cohenKappa', () => {
  it('cohenKappa: 3 of 4 agree, half by chance', () => {
    // (.75 - .5) / (1 - .5)
    const pairs = { first: ['y', 'y', 'n', 'n'], second: ['y', 'n', 'n', 'n'], scale: ['n', 'y'] }
    expect(cohenKappa(pairs, 'none', 0.95).kappa).toBeCloseTo(0.5, 14)
    expect(() => cohenKappa({ ...pairs, scale: ['y'] }, 'none', 0.95)).toThrow('at item 2')
  })

  it('cohenKappa: a label that nobody gave matters to the weights', () => {
    const pairs = { first: [1, 2, 4, 4], second: [2, 2, 4, 1] }
    const used = cohenKappa({ ...pairs, scale: [1, 2, 4] }, 'linear', 0.95).kappa
    expect(cohenKappa({ ...pairs, scale: [1, 2, 3, 4] }, 'linear', 0.95).kappa).not.toBeCloseTo(used!, 3)
  })
})
