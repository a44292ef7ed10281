import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areasBetweenCurves,
  type PairedCurve,
  trapezoidShares,
} from '../../../../eval/statistics/curves/curve-area.js'
import { bootstrapMeans } from '../../../../eval/statistics/resampling/bootstrap.js'

const settings = { seed: 1, resamples: 500, level: 0.95 }

function areaBetween(budgets: readonly number[], curves: readonly PairedCurve[]) {
  return areasBetweenCurves([{ budgets, curves }], settings)[0]!
}

describe('trapezoidShares', () => {
  it('counts every doubling the same', () => {
    // log2: 10, 11, 13. Trapezoids: (1 / 2) (a + b) + (2 / 2) (b + c), divided by 3.
    expect(trapezoidShares([1024, 2048, 8192])).toEqual([1 / 6, 1 / 2, 1 / 3])
  })

  it('refuses budgets that do not ascend', () => {
    expect(() => trapezoidShares([1000, 1000])).toThrow(
      'expected ascending budgets above 0, found 1000, 1000',
    )
    expect(() => trapezoidShares([0, 1000])).toThrow('found 0, 1000')
  })
})

describe('areasBetweenCurves', () => {
  it('is the mean of the areas of the instructions', () => {
    const curves = [
      // Differences .3, .1, -.3: .3 / 6 + .1 / 2 - .3 / 3 = 0.
      { cluster: 'p1', first: [0.5, 0.6, 0.6], second: [0.2, 0.5, 0.9] },
      // Differences 0, .2, .6: 0 + .1 + .2 = .3.
      { cluster: 'p2', first: [0.1, 0.4, 0.9], second: [0.1, 0.2, 0.3] },
      { cluster: 'p2', first: [1, null, 1], second: [0, 0, 0] },
    ]
    const found = areaBetween([1024, 2048, 8192], curves)
    expect(found.area!.mean).toBeCloseTo(0.15, 12)
    expect([found.area!.n, found.area!.clusters, found.left, found.reason]).toEqual([2, 2, 1, null])
  })

  it('has the interval of the bootstrap over patients', () => {
    const curves = Array.from({ length: 40 }, (_, i) => ({
      cluster: `p${i % 15}`,
      first: [Math.sin(i), Math.cos(i)],
      second: [0, 0],
    }))
    const areas = curves.map(({ cluster, first }) => ({ cluster, value: (first[0]! + first[1]!) / 2 }))
    const { interval } = areaBetween([1000, 4000], curves).area!
    const expected = bootstrapMeans([areas], settings)[0]!.interval!
    expect(interval!.low).toBeCloseTo(expected.low, 12)
    expect(interval!.high).toBeCloseTo(expected.high, 12)
  })

  it('gives several pairs what each would have alone', () => {
    const one = {
      budgets: [100, 200],
      curves: [
        { cluster: 'p1', first: [1, 2], second: [0, 0] },
        { cluster: 'p2', first: [3, 4], second: [0, 1] },
      ],
    }
    const other = {
      budgets: [100, 400],
      curves: [...one.curves, { cluster: 'p3', first: [0, 0], second: [5, 5] }],
    }
    expect(areasBetweenCurves([one, other], settings)).toEqual(
      [one, other].map(({ budgets, curves }) => areaBetween(budgets, curves)),
    )
  })

  it('says why there is no area', () => {
    const curve = { cluster: 'p', first: [1], second: [0] }
    expect(areaBetween([1000], [curve])).toMatchObject({
      area: null,
      reason: 'fewer than 2 budgets in both arms',
    })
    const unscored = { cluster: 'p', first: [1, null], second: [0, 0] }
    expect(areaBetween([1, 2], [unscored])).toMatchObject({
      area: null,
      left: 1,
      reason: 'no instruction is scored at all budgets in both arms',
    })
    expect(() => areaBetween([1, 2], [curve])).toThrow('expected 2 values of both arms')
  })

  it('is the constant by which one curve is above the other, whatever the budgets are', () => {
    const budgets = fc.uniqueArray(fc.integer({ min: 1, max: 200_000 }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(budgets, fc.integer({ min: -100, max: 100 }), (some, gap) => {
        const ascending = some.toSorted((a, b) => a - b)
        const second = ascending.map((_, i) => i / 7)
        const curve = { cluster: 'p', first: second.map((value) => value + gap), second }
        expect(areaBetween(ascending, [curve]).area!.mean).toBeCloseTo(gap, 9)
      }),
    )
  })
})
