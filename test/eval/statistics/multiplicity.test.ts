import { describe, expect, it } from 'vitest'
import { holm } from '../../../eval/statistics/multiplicity.js'
import { caseNote, expectAgreement, referenceCases } from './reference.js'

describe(`multiplicity against statsmodels${caseNote}`, () => {
  it.each(referenceCases<{ p: number[] }, Record<string, number[]>>('multiplicity'))(
    'agrees on $id',
    ({ input, expected }) => {
      const p = input.p.map((value) => (Number.isNaN(value) ? null : value))
      const found = holm(p)
      expect(found).toHaveLength(p.length)
      for (const [i, value] of found.entries()) expectAgreement(value, expected!['holm']![i], `holm ${i}`)
    },
  )
})

describe('multiplicity by hand', () => {
  it('holm takes the running maximum of 4 x .01, 3 x .02, 2 x .02, 1 x .5', () => {
    expect(holm([0.5, 0.02, 0.01, 0.02])).toEqual([0.5, 0.06, 0.04, 0.06])
  })

  it('holm counts a comparison without p among the hypotheses', () => {
    expect(holm([0.01, null])).toEqual([0.02, null])
    expect(holm([])).toEqual([])
  })
})
