import { describe, expect, it } from 'vitest'
import { betaQuantile } from '../../../../eval/statistics/distributions/beta.js'
import { clusteredProportion } from '../../../../eval/statistics/repeats/clustered-proportion.js'
import { drawsOf } from '../simulated-patients.js'

const alike = (count: number, successes: number, trials: number) =>
  Array.from({ length: count }, () => ({ successes, trials }))

describe('clusteredProportion', () => {
  it.each([
    [3, 10],
    [0, 12],
    [40, 60],
  ])('is the uniform prior updated, if every cluster has one value: %i of %i', (k, n) => {
    const found = clusteredProportion([...alike(k, 1, 1), ...alike(n - k, 0, 1)], 0.95)
    expect(found.mean).toBeCloseTo((k + 1) / (n + 2), 4)
    expect(Math.abs(found.low - betaQuantile(0.025, k + 1, n - k + 1))).toBeLessThan(5e-4)
    expect(Math.abs(found.high - betaQuantile(0.975, k + 1, n - k + 1))).toBeLessThan(5e-4)
    // One value says nothing of the correlation: the prior mean of 1 / (d + 1), e E1(1) = .5963.
    expect(Math.abs(found.correlation - 0.5963)).toBeLessThan(0.002)
  })

  it('has the posterior mean of one cluster of two right answers', () => {
    // P(1, 1) = c (d c + 1) / (d + 1). With E = e E1(1) = .596347: (1/4 + E / 12) / (1/3 + E / 6) = .692578.
    expect(Math.abs(clusteredProportion(alike(1, 2, 2), 0.95).mean - 0.692578)).toBeLessThan(1e-3)
  })

  it('is wider if the values of a cluster agree', () => {
    const width = ({ low, high }: { low: number; high: number }) => high - low
    const agreeing = clusteredProportion([...alike(5, 4, 4), ...alike(5, 0, 4)], 0.95)
    const mixed = clusteredProportion(alike(10, 2, 4), 0.95)
    expect(width(agreeing)).toBeGreaterThan(1.3 * width(mixed))
    expect(agreeing.correlation).toBeGreaterThan(mixed.correlation + 0.3)
  })

  it('holds the truth in 95% of experiments drawn from its model', () => {
    const { uniform, normal } = drawsOf(31)
    const gamma = (shape: number): number => {
      // Marsaglia and Tsang (2000); below 1 by a power of a uniform number.
      if (shape < 1) return gamma(shape + 1) * uniform() ** (1 / shape)
      const d = shape - 1 / 3
      for (;;) {
        const x = normal()
        const v = (1 + x / Math.sqrt(9 * d)) ** 3
        if (v > 0 && Math.log(uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
      }
    }
    let held = 0
    for (let i = 0; i < 100; i += 1) {
      const [chance, d] = [uniform(), -Math.log(uniform())]
      const clusters = Array.from({ length: 12 }, () => {
        const [one, zero] = [gamma(d * chance), gamma(d * (1 - chance))]
        const own = one + zero === 0 ? chance : one / (one + zero)
        return { successes: [1, 2, 3].filter(() => uniform() < own).length, trials: 3 }
      })
      const { low, high } = clusteredProportion(clusters, 0.95)
      held += Number(low <= chance && chance <= high)
    }
    // The standard error of a share of 95% of 100 is 2.2%.
    expect(Math.abs(held / 100 - 0.95)).toBeLessThan(0.05)
  })

  it('can take a cluster of more than a thousand values', () => {
    // Almost only the chance of that one cluster is known, 1/2.
    const { mean, low, high } = clusteredProportion(alike(1, 600, 1200), 0.95)
    expect(mean).toBeCloseTo(0.5, 6)
    expect(low + high).toBeCloseTo(1, 6)
  })

  it('is the prior without values, and refuses more successes than trials', () => {
    expect(clusteredProportion([], 0.9).low).toBeCloseTo(0.05, 6)
    expect(() => clusteredProportion(alike(1, 3, 2), 0.95)).toThrow('expected 0 to n successes, found 3 of 2')
  })
})
