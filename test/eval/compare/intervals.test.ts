import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortedQuantile } from '../../../eval/statistics/distributions/quantile.js'
import { bootstrapMeans, type ClusteredValue } from '../../../eval/statistics/resampling/bootstrap.js'
import { bcaInterval, percentileInterval } from '../../../eval/statistics/resampling/bootstrap-interval.js'
import { exactSum } from '../../../eval/statistics/sums/exact-sum.js'

const settings = { seed: 7, resamples: 2000, level: 0.95 }
const column = (...clusters: number[][]): ClusteredValue[] =>
  clusters.flatMap((values, g) => values.map((value) => ({ cluster: `p${g}`, value })))

describe('bootstrapMeans', () => {
  it('weights by item, not by cluster', () => {
    // (0 + 0 + 0 + 1) / 4, while the mean of the cluster means would be 1/2
    expect(bootstrapMeans([column([0, 0, 0], [1])], settings)[0]).toMatchObject({
      n: 4,
      clusters: 2,
      mean: 0.25,
    })
  })

  it('has no interval below two clusters, and no mean without items', () => {
    expect(bootstrapMeans([column([0.2, 0.4]), []], settings)).toEqual([
      {
        n: 2,
        clusters: 1,
        mean: expect.closeTo(0.3, 12),
        interval: null,
        intervalReason: 'fewer than 2 patients',
      },
      { n: 0, clusters: 0, mean: null, interval: null, intervalReason: 'no scored items' },
    ])
  })

  it('says percentile where BCa has no answer, as with equal values', () => {
    const [equal] = bootstrapMeans([column([0.5], [0.5], [0.5])], settings)
    expect(equal!.interval).toEqual({ low: 0.5, high: 0.5, method: 'percentile' })
  })

  it('resamples clusters: copies of an item within its patient do not narrow the interval', () => {
    const single = column([0.1], [0.9], [0.4], [0.5], [0.3], [0.8])
    const copied = [...single, ...single, ...single]
    const [one, three] = bootstrapMeans([single, copied], settings)
    expect(three!.interval!.low).toBeCloseTo(one!.interval!.low, 12)
    expect(three!.interval!.high).toBeCloseTo(one!.interval!.high, 12)
  })

  it('answers the same bytes for the same seed, whatever the order of items and the other columns', () => {
    const values = fc.double({ min: -1, max: 1, noNaN: true })
    const items = fc.array(fc.record({ cluster: fc.constantFrom('a', 'b', 'c', 'd', 'e'), value: values }), {
      minLength: 3,
      maxLength: 30,
    })
    const shuffled = items.chain((one) =>
      fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length, maxLength: one.length })),
    )
    const few = { ...settings, resamples: 200 }
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const alone = bootstrapMeans([one], few)[0]
        expect(bootstrapMeans([column([1], [2], [4]), other], few)[1]).toEqual(alone)
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  it('changes with the seed', () => {
    const values = column([0.1, 0.2], [0.9], [0.4], [0.7])
    const [one] = bootstrapMeans([values], settings)
    const [other] = bootstrapMeans([values], { ...settings, seed: 8 })
    expect(other!.mean).toBe(one!.mean)
    expect(other!.interval).not.toEqual(one!.interval)
  })

  it('is near the normal interval for many even clusters', () => {
    // 200 clusters, half 0 and half 1: standard error .5 / sqrt(200) = .03536, 1.96 of them .0693
    const clusters = Array.from({ length: 200 }, (_, g) => [g % 2])
    const [estimate] = bootstrapMeans([column(...clusters)], { ...settings, resamples: 10_000 })
    expect(estimate!.mean).toBe(0.5)
    expect(Math.abs(estimate!.interval!.low - 0.4307)).toBeLessThan(0.006)
    expect(Math.abs(estimate!.interval!.high - 0.5693)).toBeLessThan(0.006)
  })
})

describe('intervals of a given distribution', () => {
  // In no order: intervals need none.
  const resampled = Float64Array.from({ length: 101 }, (_, i) => (i * 37) % 101)

  it('take percentiles by linear interpolation', () => {
    expect(percentileInterval(resampled, 0.95)).toEqual({
      low: expect.closeTo(2.5, 12),
      high: expect.closeTo(97.5, 12),
      method: 'percentile',
    })
    expect(sortedQuantile([1, 2], 0.25)).toBe(1.25)
  })

  it('are the percentile interval where bias and acceleration are 0', () => {
    const bca = bcaInterval({ observed: 50, resampled, jackknife: [49, 50, 51] }, 0.95)
    if (!('interval' in bca)) throw new Error(bca.reason)
    expect(bca.z0).toBe(0)
    expect(bca.acceleration).toBe(0)
    expect(bca.interval.low).toBeCloseTo(2.5, 9)
    expect(bca.interval.high).toBeCloseTo(97.5, 9)
  })

  it('are refused with a reason where scipy answers NaN', () => {
    const reasonOf = (observed: number, values: number[], jackknife: number[]) =>
      bcaInterval({ observed, resampled: Float64Array.from(values), jackknife }, 0.95)
    expect(reasonOf(-5, [0, 1, 2], [0.1, 0.2])).toHaveProperty('reason', expect.stringContaining('outside'))
    expect(reasonOf(1, [1, 1, 1], [1, 1])).toHaveProperty('reason', expect.stringContaining('equal'))
    expect(reasonOf(1, [0, 1, 2], [0.3, 0.1 + 0.2])).toHaveProperty(
      'reason',
      expect.stringContaining('same value'),
    )
  })
})

describe('exactSum', () => {
  it('does not lose small terms beside large ones', () => {
    expect(exactSum([1, 1e100, 1, -1e100])).toBe(2)
    expect(exactSum([])).toBe(0)
  })
})
