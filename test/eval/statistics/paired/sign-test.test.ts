import { describe, expect, it } from 'vitest'
import { signTest } from '../../../../eval/statistics/paired/sign-test.js'
import { expectAgreement, isReferencePresent, referenceCases, skipNote } from '../reference.js'

type Pair = { readonly x: number[]; readonly y: number[] }
type Numbers = Record<string, number>
const differences = ({ x, y }: Pair) => x.map((value, i) => value - y[i]!)

describe.skipIf(!isReferencePresent)(`signTest against scipy${skipNote}`, () => {
  it.each(referenceCases<Pair, Numbers>('sign_test'))('signTest agrees on $id', ({ input, expected }) => {
    const found = signTest(differences(input))
    expect(found.positive).toBe(expected!['n_plus'])
    expect(found.negative).toBe(expected!['n_minus'])
    expect(found.zeros).toBe(expected!['zeros'])
    expectAgreement(found.p, expected!['p'], 'p')
    expectAgreement(found.pGreater, expected!['p_greater'], 'p greater')
    expectAgreement(found.pLess, expected!['p_less'], 'p less')
    expect(found.p === null).toBe(found.reason !== null)
  })
})

describe('signTest', () => {
  it('drops zeros: 5 of 6', () => {
    // P(X <= 1 of 6) = 7/64
    const found = signTest([1, 1, 1, 1, 1, -1, 0])
    expect(found.zeros).toBe(1)
    expect(found.p).toBeCloseTo(14 / 64, 14)
    expect(found.pGreater).toBeCloseTo(7 / 64, 14)
    expect(signTest([0]).reason).toBe('no difference is other than 0')
  })
})
