import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clusterSums, leaveOneOutMeans, weightedSums } from '../../eval/bootstrap.js'
import { bcaInterval, percentileInterval } from '../../eval/bootstrap-interval.js'
import { exactSum } from '../../eval/exact-sum.js'
import { normalCdf, normalQuantile } from '../../eval/normal.js'
import { sortedQuantile } from '../../eval/quantile.js'

const folder = '../shared/reference/statistics'
const present = existsSync(`${folder}/bootstrap.json`)

type Ends = { low: number | 'NaN'; high: number | 'NaN'; z0?: number; acceleration?: number }
type BootstrapCase = {
  id: string
  input: {
    clusters?: number[][]
    statistic?: string
    observed?: number
    distribution?: number[]
    jackknife?: number[]
    resamples?: number[][]
  }
  expected: ({ observed?: number; jackknife?: number[] } & Record<string, unknown>) | null
}
type QuantileCase = {
  id: string
  input: { x: number[]; probs: number[] }
  expected: { linear: (number | string)[] }
}

function cases<T>(file: string): T[] {
  if (!present) return []
  return (JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { cases: T[] }).cases
}

describe.skipIf(!present)('bootstrap against scipy', () => {
  for (const { id, input, expected } of cases<BootstrapCase>('bootstrap.json')) {
    if (expected === null || id === 'degenerate|one-cluster') continue
    it(`agrees on ${id}`, () => {
      const sample = sampleOf(input)
      if (expected.observed !== undefined) expect(sample.observed).toBeCloseTo(expected.observed, 9)
      for (const [i, value] of (expected.jackknife ?? []).entries())
        expect(sample.jackknife[i]).toBeCloseTo(value, 9)
      let checked = 0
      for (const [key, ends] of Object.entries(expected)) {
        const [method, level] = key.split('_')
        if (method === 'percentile') {
          const interval = percentileInterval(sample.ascending, Number(level) / 100)
          expectEnds(interval, ends as Ends)
          checked += 1
        }
        if (method === 'bca') {
          const bca = bcaInterval(sample, Number(level) / 100)
          if ((ends as Ends).low === 'NaN') expect(bca).toHaveProperty('reason')
          else {
            if (!('interval' in bca)) throw new Error(bca.reason)
            expectEnds(bca.interval, ends as Ends)
            if ((ends as Ends).z0 !== undefined) expect(bca.z0).toBeCloseTo((ends as Ends).z0!, 9)
            expect(bca.acceleration).toBeCloseTo((ends as Ends).acceleration ?? bca.acceleration, 9)
          }
          checked += 1
        }
      }
      expect(checked).toBeGreaterThanOrEqual(2)
    })
  }

  it('covers the given, indexed, enumerated and degenerate cases', () => {
    const kinds = cases<BootstrapCase>('bootstrap.json').map((one) => one.id.split('|')[0]!)
    expect(new Set(kinds)).toEqual(new Set(['given', 'indices', 'enumerated', 'degenerate']))
  })
})

describe.skipIf(!present)('quantiles and the normal distribution against numpy and scipy', () => {
  for (const { id, input, expected } of cases<QuantileCase>('quantile.json')) {
    it(`agrees on quantiles of ${id}`, () => {
      const ascending = Float64Array.from(input.x.map(Number)).sort()
      for (const [i, p] of input.probs.entries()) {
        const value = expected.linear[i]!
        if (typeof value === 'number') expect(sortedQuantile(ascending, p)).toBeCloseTo(value, 9)
      }
    })
  }

  it('agrees on the normal distribution, far tails relatively to 1e-9', () => {
    type DistributionCase = {
      input: { fn: string; args: (number | string)[] }
      expected: { value: number | string }
    }
    const functions: Record<string, (x: number) => number> = {
      norm_cdf: normalCdf,
      norm_sf: (x) => normalCdf(-x),
      norm_ppf: normalQuantile,
    }
    let checked = 0
    for (const { input, expected } of cases<DistributionCase>('distributions.json')) {
      const compute = functions[input.fn]
      if (compute === undefined) continue
      const found = compute(Number(input.args[0]))
      const value = Number(expected.value)
      const tolerance = Math.abs(value) < 1e-3 ? 1e-9 * Math.abs(value) : 1e-6
      const equal = Object.is(found, value) || Math.abs(found - value) <= tolerance
      expect(equal, `${input.fn}(${input.args[0]}): ${found}, expected ${value}`).toBe(true)
      checked += 1
    }
    expect(checked).toBe(65)
  })
})

function sampleOf(input: BootstrapCase['input']) {
  if (input.distribution !== undefined)
    return {
      observed: input.observed!,
      ascending: Float64Array.from(input.distribution).sort(),
      jackknife: input.jackknife!,
    }
  const clusters = clusterSums(
    input.clusters!.flatMap((values, g) =>
      values.map((value) => ({ cluster: String(g).padStart(3, '0'), value })),
    ),
  )
  const size = clusters.counts.length
  const vectors = input.resamples ?? enumerate(size)
  const weights = new Uint16Array(vectors.length * size)
  for (const [b, vector] of vectors.entries()) for (const g of vector) weights[b * size + g]! += 1
  const sizes = weightedSums(weights, clusters.counts)
  const ascending = weightedSums(weights, clusters.sums).map((sum, b) => sum / sizes[b]!)
  return {
    observed: exactSum(clusters.sums) / exactSum(clusters.counts),
    ascending: ascending.sort(),
    jackknife: leaveOneOutMeans(clusters),
  }
}

function enumerate(size: number): number[][] {
  let vectors: number[][] = [[]]
  for (let draw = 0; draw < size; draw += 1)
    vectors = vectors.flatMap((vector) => Array.from({ length: size }, (_, g) => [...vector, g]))
  return vectors
}

function expectEnds(found: { low: number; high: number }, expected: Ends) {
  expect(found.low).toBeCloseTo(expected.low as number, 6)
  expect(found.high).toBeCloseTo(expected.high as number, 6)
}
