import { describe, expect, it } from 'vitest'
import { betaQuantile, betaTails } from '../../../../eval/statistics/distributions/beta.js'
import { binomialCdf, binomialUpperTail } from '../../../../eval/statistics/distributions/binomial.js'
import { chiSquareUpperTail } from '../../../../eval/statistics/distributions/chi-square.js'
import { fisherQuantile, fisherTails } from '../../../../eval/statistics/distributions/fisher-f.js'
import { logGamma } from '../../../../eval/statistics/distributions/log-gamma.js'
import { noncentralCdf } from '../../../../eval/statistics/distributions/noncentral-t.js'
import { normalCdf, normalQuantile } from '../../../../eval/statistics/distributions/normal.js'
import { studentCdf, studentQuantile } from '../../../../eval/statistics/distributions/student-t.js'
import { caseNote, referenceCases } from '../reference.js'

type Input = { readonly fn: string; readonly args: readonly number[] }

const functions: Record<string, (...args: number[]) => number> = {
  norm_cdf: normalCdf,
  norm_sf: (x) => normalCdf(-x),
  norm_ppf: normalQuantile,
  t_cdf: studentCdf,
  t_sf: (t, df) => studentCdf(-t, df),
  t_ppf: studentQuantile,
  chi2_sf: chiSquareUpperTail,
  f_sf: (x, df1, df2) => fisherTails(x, df1, df2).upper,
  f_ppf: fisherQuantile,
  beta_ppf: betaQuantile,
  betainc: (a, b, x) => betaTails(a, b, x, 1 - x).lower,
  binom_cdf: binomialCdf,
  nct_cdf: noncentralCdf,
  gammaln: logGamma,
}

describe(`distributions against scipy${caseNote}`, () => {
  const cases = referenceCases<Input, { value: number }>('distributions')
  for (const [name, compute] of Object.entries(functions))
    it(`agree on ${name}`, () => {
      const own = cases.filter((one) => one.input.fn === name)
      expect(own.length).toBeGreaterThan(5)
      for (const { id, input, expected } of own) {
        const found = compute(...input.args)
        expect(isClose(found, expected!.value), `${id}: ${found}, expected ${expected!.value}`).toBe(true)
      }
    })

  it('leave none out', () => {
    expect(cases.filter((one) => !(one.input.fn in functions))).toEqual([])
    expect(cases.length).toBeGreaterThan(150)
  })
})

describe('distributions', () => {
  it('have the values that can be had by hand', () => {
    // Cauchy: 1/2 + arctan(1)/pi; t with 2 df: 1/2 + t / (2 sqrt(2 + t^2)); chi-square with 2 df: exp(-x/2)
    expect(studentCdf(1, 1)).toBeCloseTo(0.75, 14)
    expect(studentCdf(-1, 2)).toBeCloseTo(0.5 - 1 / (2 * Math.sqrt(3)), 14)
    expect(chiSquareUpperTail(6, 2)).toBeCloseTo(Math.exp(-3), 14)
    // Beta(2, 1): x^2; F(2, 2): x / (1 + x)
    expect(betaTails(2, 1, 0.3, 0.7).lower).toBeCloseTo(0.09, 14)
    expect(betaQuantile(0.09, 2, 1)).toBeCloseTo(0.3, 14)
    expect(fisherTails(3, 2, 2).lower).toBeCloseTo(0.75, 14)
    expect(fisherQuantile(0.75, 2, 2)).toBeCloseTo(3, 13)
    // 4 heads or more of 5: (5 + 1) / 32; log 5!
    expect(binomialUpperTail(4, 5, 0.5)).toBeCloseTo(6 / 32, 14)
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 14)
  })

  it('agree with themselves where one is a case of another', () => {
    expect(noncentralCdf(1.7, 9, 0)).toBeCloseTo(studentCdf(1.7, 9), 12)
    // P(T <= 0) is P(Z <= -nc), whatever the degrees of freedom
    for (const df of [1, 4.5, 1000]) expect(noncentralCdf(0, df, 1.2)).toBeCloseTo(normalCdf(-1.2), 12)
    // Where t and nc are large another integral takes over: both sides of the border must meet
    for (const t of [301, -301])
      expect(noncentralCdf(t, 6, t * 0.9)).toBeCloseTo(
        noncentralCdf((t * 299) / 301, 6, ((t * 299) / 301) * 0.9),
        5,
      )
    expect(studentCdf(studentQuantile(0.975, 11), 11)).toBeCloseTo(0.975, 14)
  })
})

/** To 1e-6, relatively to 1e-9 below 1e-3; values above 1e3 to 1e-12 of their size, for which doubles are too coarse. */
function isClose(found: number, expected: number): boolean {
  if (Object.is(found, expected) || found === expected) return true
  const size = Math.abs(expected)
  const tolerance = size < 1e-3 ? 1e-9 * size : Math.max(1e-6, 1e-12 * size)
  return Math.abs(found - expected) <= tolerance
}
