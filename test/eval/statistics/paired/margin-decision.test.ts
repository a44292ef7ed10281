import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideByMargin, testAgainstMargin } from '../../../../eval/statistics/paired/margin-decision.js'

const settings = { margin: 0.05, level: 0.95, seed: 3, resamples: 1999 }
const single = (values: readonly number[]) => values.map((value, i) => ({ cluster: `p${i}`, value }))

describe('decideByMargin', () => {
  // The intervals of the CONSORT figure, with a margin of 5.
  it.each([
    [2, 8, 'superior'],
    [1, 3, 'superior'],
    [-3, 4, 'equivalent'],
    [-4, -1, 'equivalent'],
    [-3, 7, 'non-inferior'],
    [-7, 2, 'undecided'],
    [-7, 9, 'undecided'],
    [-8, -2, 'inferior'],
    [-9, -6, 'inferior'],
    // An end that is the margin or 0 shows nothing.
    [-5, 4, 'undecided'],
    [-4, 5, 'non-inferior'],
    [0, 6, 'non-inferior'],
    [-6, 0, 'undecided'],
  ])('%i to %i is %s', (low, high, decision) => {
    expect(decideByMargin({ low, high }, 5).decision).toBe(decision)
  })

  it('tells what else is true of the interval', () => {
    expect(decideByMargin({ low: 1, high: 3 }, 5)).toMatchObject({ isSuperior: true, isEquivalent: true })
    expect(decideByMargin({ low: -4, high: -1 }, 5)).toMatchObject({ isWorse: true, isNonInferior: true })
    expect(decideByMargin({ low: -8, high: -2 }, 5).isWorseThanMargin).toBe(false)
    expect(decideByMargin({ low: -9, high: -6 }, 5).isWorseThanMargin).toBe(true)
  })

  it('refuses a margin that is not above 0', () => {
    expect(() => decideByMargin({ low: 0, high: 1 }, 0)).toThrow('expected a margin above 0, found 0')
    expect(() => decideByMargin({ low: 0, high: 1 }, Number.NaN)).toThrow('found NaN')
  })
})

describe('testAgainstMargin', () => {
  // 100 patients: differences of .1 and -.1 in turn, so mean 0 and standard error .1 / sqrt 99 = .01.
  const even = single(Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 0.1 : -0.1)))

  it('finds arms equivalent whose interval is within the margin', () => {
    const found = testAgainstMargin(even, settings)
    // About 1.98 standard errors on each side.
    expect(found.interval!.method).toBe('bootstrap-t')
    expect(Math.abs(found.interval!.high - 0.02)).toBeLessThan(0.002)
    expect(Math.abs(found.interval!.low + 0.02)).toBeLessThan(0.002)
    expect(found.decided!.decision).toBe('equivalent')
    // The margin is 5 standard errors away: no resample is as far, so p = 1 / 2000.
    expect([found.pNonInferior, found.pEquivalent]).toEqual([1 / 2000, 1 / 2000])
    expect(found).toMatchObject({ n: 100, clusters: 100, reason: null })
  })

  it('finds nothing at the margin: half of the resamples are on either side', () => {
    const found = testAgainstMargin(
      even.map(({ cluster, value }) => ({ cluster, value: value - settings.margin })),
      settings,
    )
    expect(Math.abs(found.pNonInferior! - 0.5)).toBeLessThan(0.06)
    expect(found.decided!.decision).toBe('inferior')
  })

  it('has one p for equivalence, the larger of both sides', () => {
    const above = even.map(({ cluster, value }) => ({ cluster, value: value + settings.margin }))
    const found = testAgainstMargin(above, settings)
    expect(found.pNonInferior).toBe(1 / 2000)
    expect(Math.abs(found.pEquivalent! - 0.5)).toBeLessThan(0.06)
  })

  it('calls arms that never differ equivalent, without p, and says why there is nothing', () => {
    expect(testAgainstMargin(single([0, 0, 0]), settings)).toMatchObject({
      interval: { low: 0, high: 0 },
      decided: { decision: 'equivalent' },
      pEquivalent: null,
    })
    expect(testAgainstMargin([], settings).reason).toBe('no instruction is scored in both')
    expect(testAgainstMargin(single([1]), settings)).toMatchObject({
      mean: null,
      interval: null,
      decided: null,
      reason: 'fewer than 2 patients',
    })
  })

  it('decides the other way round if the arms are exchanged', () => {
    const opposite = { superior: 'isWorse', equivalent: 'isEquivalent' } as const
    const numbers = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 8, maxLength: 40 })
    fc.assert(
      fc.property(numbers, (values) => {
        const own = testAgainstMargin(single(values), { ...settings, margin: 1, resamples: 399 })
        const other = testAgainstMargin(single(values.map((value) => 0 - value)), {
          ...settings,
          margin: 1,
          resamples: 399,
        })
        const expected = opposite[own.decided!.decision as keyof typeof opposite]
        if (expected !== undefined) expect(other.decided![expected]).toBe(true)
      }),
    )
  })
})
