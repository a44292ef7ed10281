import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sfc32 } from '../../../../base/random.js'
import { plannedDetectable } from '../../../../eval/statistics/design/minimum-detectable.js'
import { neededSize, plannedPower } from '../../../../eval/statistics/design/sample-size.js'
import { studentQuantile } from '../../../../eval/statistics/distributions/student-t.js'

const independent = { itemsPerCluster: 1, icc: 0, sd: 1 }
const goal = { alpha: 0.05, power: 0.8 }

describe('the size that an experiment needs', () => {
  it.each([
    // statsmodels 0.15.0, TTestPower().solve_power(effect_size=d, alpha=.05, power=.8), rounded up.
    [0.1, 786.8089402827254],
    [0.2, 198.15082095418938],
    [0.3, 89.14936435362907],
    [0.5, 33.36712895333094],
    [0.8, 14.30276449283084],
  ])('for a difference of %f SD is that of statsmodels', (size, needed) => {
    const found = neededSize({ ...independent, finding: 'difference', size }, goal)
    expect(found).toEqual({ clusters: Math.ceil(needed), items: Math.ceil(needed) })
  })

  it.each([
    // By normal quantiles, (1.959964 + z)^2 / 0.25, and 1 or 2 more for the t: z of 0.8 is 0.841621, of 0.9 1.281552.
    ['non-inferiority', 0.8, 31.4],
    ['non-inferiority', 0.9, 42.0],
    // For equivalence z is that of the power's half: of 0.9 1.281552, of 0.95 1.644854.
    ['equivalence', 0.8, 42.0],
    ['equivalence', 0.9, 52.0],
  ] as const)(
    'for %s by 0.5 SD with power %f exceeds that of the normal distribution by 1 or 2',
    (finding, power, normal) => {
      const { clusters } = neededSize({ ...independent, finding, size: 0.5 }, { alpha: 0.05, power })!
      expect(clusters).toBeGreaterThan(normal + 0.9)
      expect(clusters).toBeLessThan(normal + 3)
    },
  )

  it('grows with the design effect, and counts the items of all clusters', () => {
    // 5 items with an ICC of 0.25: design effect 2, so a cluster mean has the variance 2/5.
    const plan = { itemsPerCluster: 5, icc: 0.25, sd: 1, finding: 'difference', size: 0.5 } as const
    const alone = { ...independent, sd: Math.sqrt(2 / 5), finding: 'difference', size: 0.5 } as const
    const { clusters, items } = neededSize(plan, goal)!
    expect(clusters).toBe(neededSize(alone, goal)!.clusters)
    expect(items).toBe(5 * clusters)
    // 2.5 items per patient and an odd number of patients: half an item more.
    const halves = neededSize({ ...plan, itemsPerCluster: 2.5, icc: 0 }, goal)!
    expect(halves.items).toBe(Math.ceil(halves.clusters * 2.5))
  })

  it('is not known without an SD, without a size, and above a million', () => {
    expect(neededSize({ ...independent, sd: 0, finding: 'difference', size: 1 }, goal)).toBeNull()
    expect(neededSize({ ...independent, finding: 'equivalence', size: 0 }, goal)).toBeNull()
    expect(neededSize({ ...independent, finding: 'difference', size: 1e-4 }, goal)).toBeNull()
  })

  it('is the first that is enough, and detects the difference that it was made for', () => {
    const plans = fc.record({
      itemsPerCluster: fc.double({ min: 1, max: 12, noNaN: true }),
      icc: fc.double({ min: 0, max: 1, noNaN: true }),
      sd: fc.double({ min: 0.5, max: 2, noNaN: true }),
      size: fc.double({ min: 0.1, max: 2, noNaN: true }),
      finding: fc.constantFrom('difference' as const, 'non-inferiority' as const, 'equivalence' as const),
    })
    fc.assert(
      fc.property(plans, fc.constantFrom(0.8, 0.9), (plan, power) => {
        const { clusters } = neededSize(plan, { alpha: 0.05, power })!
        expect(plannedPower(plan, clusters, 0.05)).toBeGreaterThanOrEqual(power)
        if (clusters > 2) expect(plannedPower(plan, clusters - 1, 0.05)).toBeLessThan(power)
        if (plan.finding !== 'difference') return
        const found = plannedDetectable({ ...plan, clusters }, { alpha: 0.05, power, sides: 'two-sided' })
        expect(found.difference!).toBeLessThanOrEqual(plan.size * (1 + 1e-9))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the power to show equivalence', () => {
  it.each([12, 45])('is that of simulated pairs of one-sided t tests with %i clusters', (clusters) => {
    // A margin that both sizes show in about 4 of 5 trials.
    const size = 3.6 / Math.sqrt(clusters)
    const random = sfc32('equivalence')
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const critical = studentQuantile(0.975, clusters - 1)
    const trials = 20_000
    let shown = 0
    for (let trial = 0; trial < trials; trial += 1) {
      const values = Array.from({ length: clusters }, normal)
      const mean = values.reduce((sum, value) => sum + value, 0) / clusters
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (clusters - 1)
      if (Math.abs(mean) + critical * Math.sqrt(variance / clusters) < size) shown += 1
    }
    // 20,000 trials have a standard error of 0.003.
    const power = plannedPower({ ...independent, finding: 'equivalence', size }, clusters, 0.05)
    expect(Math.abs(shown / trials - power)).toBeLessThan(0.01)
    expect(power).toBeGreaterThan(0.7)
  })
})
