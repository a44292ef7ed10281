import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusteredVariance } from '../../../../eval/statistics/repeats/clustered-variance.js'
import { meanOf, varianceOf } from '../../../../eval/statistics/sums/moments.js'

describe('clusteredVariance', () => {
  it('adds the products of deviations of the same cluster', () => {
    // 1, 1 | 0 | 0: mean 1/2, s^2 = 1/3, over 4: 1/12. In the first cluster 1/2 * 1/2 twice, over 16: 1/32.
    const values = [1, 1, 0, 0].map((value, i) => ({ cluster: i < 2 ? 'a' : `${i}`, value }))
    expect(clusteredVariance(values)).toBeCloseTo(1 / 12 + 1 / 32, 12)
  })

  it('is not below 0, and not a number below two values', () => {
    const opposite = [1, 0, 1, 0].map((value, i) => ({ cluster: i < 2 ? 'a' : 'b', value }))
    // 1/12 - 4 * (1/4) / 16.
    expect(clusteredVariance(opposite)).toBeCloseTo(1 / 12 - 1 / 16, 12)
    expect(clusteredVariance([{ cluster: 'a', value: 1 }])).toBeNaN()
  })

  it('follows the formula of the paper, pair by pair', () => {
    const row = fc.record({ cluster: fc.constantFrom('a', 'b', 'c'), value: fc.integer({ min: 0, max: 9 }) })
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 12 }), (values) => {
        const mean = meanOf(values.map(({ value }) => value))
        const products = values.flatMap((one, i) =>
          values.flatMap((other, j) =>
            i !== j && one.cluster === other.cluster ? [(one.value - mean) * (other.value - mean)] : [],
          ),
        )
        const independent = varianceOf(values.map(({ value }) => value)) / values.length
        const expected = independent + products.reduce((a, b) => a + b, 0) / values.length ** 2
        expect(clusteredVariance(values)).toBeCloseTo(Math.max(0, expected), 9)
      }),
    )
  })
})
