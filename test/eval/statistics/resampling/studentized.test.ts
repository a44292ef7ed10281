import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  pAgainst,
  studentizedBootstrap,
  studentizedInterval,
} from '../../../../eval/statistics/resampling/studentized.js'

const settings = { seed: 5, resamples: 999 }
const single = (values: readonly number[]) => values.map((value, i) => ({ cluster: `p${i}`, value }))

describe('studentizedBootstrap', () => {
  it('has the deviations of every resample of three patients', () => {
    // Of 0, 1, 2 with mean 1: 0 0 1 has mean 1/3 and error sqrt(3/2 * 2/3) / 3 = 1/3, so -2; 0 0 2 has -1/2, 0 1 1 has -1, and
    // likewise above; 0 1 2 and 1 1 1 have 0; 0 0 0 and 2 2 2 have no error.
    const found = studentizedBootstrap(single([0, 1, 2]), settings)!
    expect(found.standardError).toBeCloseTo(1 / Math.sqrt(3), 12)
    const distinct = [...new Set(Array.from(found.deviations, (one) => Number(one.toFixed(9)) + 0))]
    const infinite = Number.POSITIVE_INFINITY
    expect(distinct).toEqual([-infinite, -2, -1, -0.5, 0, 0.5, 1, 2, infinite])
  })

  it('clusters its standard error by patient', () => {
    // Mean 2; residuals by patient -2 + 0 = -2 (two items), 2; sqrt(2 * 8) / 3.
    const items = [
      { cluster: 'a', value: 0 },
      { cluster: 'a', value: 2 },
      { cluster: 'b', value: 4 },
    ]
    expect(studentizedBootstrap(items, settings)).toMatchObject({ n: 3, clusters: 2, mean: 2 })
    expect(studentizedBootstrap(items, settings)!.standardError).toBeCloseTo(4 / 3, 12)
  })

  it('is null below two patients', () => {
    expect(studentizedBootstrap([], settings)).toBeNull()
    expect(studentizedBootstrap([{ cluster: 'a', value: 1 }], settings)).toBeNull()
  })
})

describe('studentizedInterval', () => {
  it('takes the quantiles of the means where resamples without variation reach the tail', () => {
    // Three of 27 resamples of three patients do not vary, two of them with an infinite deviation: 3.7% on each side.
    const found = studentizedInterval(studentizedBootstrap(single([0, 1, 2]), settings)!, 0.95)
    expect(found).toEqual({ low: 0, high: 2, method: 'percentile' })
  })

  it('stays on the scale if almost nothing varies', () => {
    // A third of the resamples of these twelve leave out the one patient that really differs.
    const values = [1, 1e-9, ...new Array<number>(10).fill(0)]
    const { low, high, method } = studentizedInterval(studentizedBootstrap(single(values), settings)!, 0.95)
    expect([low, method]).toEqual([0, 'percentile'])
    expect(high).toBeLessThanOrEqual(1)
  })

  it('is one point, without p, if nothing varies', () => {
    const found = studentizedBootstrap(single([0.1, 0.1, 0.1, 0.1]), settings)!
    expect(studentizedInterval(found, 0.95)).toEqual({ low: 0.1, high: 0.1, method: 'percentile' })
    expect(pAgainst(found, 0, 'percentile')).toEqual({ above: null, below: null })
  })

  const eighths = fc.integer({ min: -8, max: 8 }).map((count) => count / 8)
  const many = fc.array(eighths, { minLength: 12, maxLength: 40 })

  it('agrees with its p: a bound outside has p of at most the tail, one inside has more', () => {
    fc.assert(
      fc.property(many, fc.double({ min: -1, max: 1, noNaN: true }), (values, bound) => {
        const found = studentizedBootstrap(single(values), settings)!
        const { low, high, method } = studentizedInterval(found, 0.95)
        if (found.standardError === 0) return
        const { above, below } = pAgainst(found, bound, method)
        // An interpolated quantile is between two of the 999 deviations: p may differ by one or two of them.
        if (bound < low) expect(above!).toBeLessThanOrEqual(0.025 + 0.002)
        if (bound > high) expect(below!).toBeLessThanOrEqual(0.025 + 0.002)
        if (bound > low && bound < high) expect(Math.min(above!, below!)).toBeGreaterThan(0.025 - 0.002)
      }),
    )
  })

  it('moves and stretches with the values', () => {
    fc.assert(
      fc.property(many, (values) => {
        const interval = (some: readonly number[]) =>
          studentizedInterval(studentizedBootstrap(single(some), settings)!, 0.95)
        const plain = interval(values)
        const moved = interval(values.map((value) => 2 * value + 8))
        if (plain.method !== moved.method) return
        expect(moved.low).toBeCloseTo(2 * plain.low + 8, 6)
        expect(moved.high).toBeCloseTo(2 * plain.high + 8, 6)
      }),
    )
  })
})
