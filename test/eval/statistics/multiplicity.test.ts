import { describe, expect, it } from 'vitest'
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  hochberg,
  holm,
  holmSidak,
  hommel,
} from '../../../eval/statistics/multiplicity.js'
import { expectAgreement, isReferencePresent, referenceCases, skipNote } from './reference.js'

const procedures = {
  bonferroni,
  holm,
  hochberg,
  hommel,
  bh: benjaminiHochberg,
  by: benjaminiYekutieli,
  holm_sidak: holmSidak,
}

describe.skipIf(!isReferencePresent)(`multiplicity against statsmodels${skipNote}`, () => {
  it.each(referenceCases<{ p: number[] }, Record<string, number[]>>('multiplicity'))(
    'agrees on $id',
    ({ input, expected }) => {
      const p = input.p.map((value) => (Number.isNaN(value) ? null : value))
      for (const [name, adjust] of Object.entries(procedures)) {
        const found = adjust(p)
        expect(found).toHaveLength(p.length)
        for (const [i, value] of found.entries()) expectAgreement(value, expected![name]![i], `${name} ${i}`)
      }
    },
  )
})

describe('multiplicity by hand', () => {
  it('holm takes the running maximum of 4 x .01, 3 x .02, 2 x .02, 1 x .5', () => {
    expect(holm([0.5, 0.02, 0.01, 0.02])).toEqual([0.5, 0.06, 0.04, 0.06])
  })

  it('holm counts a comparison without p among the hypotheses', () => {
    expect(holm([0.01, null])).toEqual([0.02, null])
    expect(benjaminiHochberg([0.01, null])).toEqual([null, null])
    expect(holm([])).toEqual([])
  })

  it('hochberg takes the running minimum from the largest', () => {
    // .04 x 1, then .03 x 2 = .06: both .04
    expect(hochberg([0.03, 0.04])).toEqual([0.04, 0.04])
  })
})
