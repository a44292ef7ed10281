import { describe, expect, it } from 'vitest'
import { kendall } from '../../../../eval/statistics/association/kendall.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type Pair = { readonly x: number[]; readonly y: number[] }
type Numbers = Record<string, number>

describe(`kendall against scipy${caseNote}`, () => {
  it.each(referenceCases<Pair, Numbers>('kendall'))('kendall agrees on $id', ({ input, expected }) => {
    const auto = kendall(input.x, input.y, 'auto')
    expectAgreement(auto.tauB, expected!['tau_b'], 'tau b')
    expectAgreement(auto.tauC, expected!['tau_c'], 'tau c')
    expectAgreement(auto.p, expected!['p_auto'], 'p')
    expectAgreement(auto.pGreater, expected!['p_greater'], 'p greater')
    expectAgreement(auto.pLess, expected!['p_less'], 'p less')
    expect(auto.p === null).toBe(auto.reason !== null)
    expectAgreement(kendall(input.x, input.y, 'exact').p, expected!['p_exact'], 'exact p')
    expectAgreement(kendall(input.x, input.y, 'asymptotic').p, expected!['p_asymptotic'], 'normal p')
    if (!('omit_tau_b' in expected!)) return
    const kept = input.x.flatMap((x, i) => (Number.isNaN(x) || Number.isNaN(input.y[i]!) ? [] : [i]))
    const omitted = kendall(
      kept.map((i) => input.x[i]!),
      kept.map((i) => input.y[i]!),
      'auto',
    )
    expectAgreement(omitted.tauB, expected['omit_tau_b'], 'tau b of the rest')
    expectAgreement(omitted.p, expected['omit_p'], 'p of the rest')
  })
})

describe('kendall', () => {
  it('kendall: one inversion of three pairs', () => {
    // (2 - 1) / 3; of the 6 orders 3 have at most one inversion, so p is 1 two-sided
    const found = kendall([1, 2, 3], [1, 3, 2], 'auto')
    expect(found.tauB).toBeCloseTo(1 / 3, 14)
    expect(found.pGreater).toBeCloseTo(0.5, 14)
    expect(found.p).toBeCloseTo(1, 14)
  })

  it('kendall stays exact for long lists in nearly the same order', () => {
    // n = 200 in order: 2 / 200! underflows to 0, far above 0 is 2 / 34!
    const long = Array.from({ length: 34 }, (_, i) => i)
    const factorial = long.reduce((product, i) => product * (i + 1), 1)
    expect(kendall(long, long, 'auto').p! * factorial).toBeCloseTo(2, 9)
  })
})
