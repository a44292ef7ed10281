import { describe, expect, it } from 'vitest'
import { sortedQuantile } from '../../../../eval/statistics/distributions/quantile.js'
import {
  bootstrapMeans,
  type ClusteredValue,
  clusterSums,
  leaveOneOutMeans,
} from '../../../../eval/statistics/resampling/bootstrap.js'
import { bcaInterval, percentileInterval } from '../../../../eval/statistics/resampling/bootstrap-interval.js'
import { exactSum } from '../../../../eval/statistics/sums/exact-sum.js'
import { weightedSumsOf } from '../../../../eval/statistics/sums/weighted-sums.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type Ends = { low: number; high: number; z0?: number; acceleration?: number }
type Input = {
  clusters?: number[][]
  statistic?: 'item_mean' | 'cluster_mean'
  observed?: number
  distribution?: number[]
  jackknife?: number[]
  resamples?: number[][]
  resamples_count?: number
}
type Expected = { observed?: number; jackknife?: number[]; mean_of_distribution?: number }

describe(`bootstrap intervals against scipy${caseNote}`, () => {
  it.each(referenceCases<Input, Expected>('bootstrap'))('agree on $id', ({ input, expected }) => {
    if (expected === null) {
      const [found] = bootstrapMeans([column(input.clusters!)], { seed: 1, resamples: 99, level: 0.95 })
      expect(found).toMatchObject({ interval: null, intervalReason: 'fewer than 2 patients' })
      return
    }
    const sample = sampleOf(input)
    if (expected.observed !== undefined) expectAgreement(sample.observed, expected.observed, 'observed')
    for (const [i, value] of (expected.jackknife ?? []).entries())
      expectAgreement(sample.jackknife[i]!, value, `jackknife ${i}`)
    if (expected.mean_of_distribution !== undefined)
      expectAgreement(
        exactSum(sample.resampled) / sample.resampled.length,
        expected.mean_of_distribution,
        'mean',
      )
    const methods = Object.entries(expected as Record<string, unknown>) as [string, Ends][]
    for (const [name, ends] of methods) {
      const [method, level] = [name.split('_')[0]!, Number(name.split('_')[1]) / 100]
      if (method === 'percentile') compare(percentileInterval(sample.resampled, level), ends, name)
      if (method === 'basic')
        compare(reflected(sample.observed, percentileInterval(sample.resampled, level)), ends, name)
      if (method !== 'bca') continue
      const bca = bcaInterval(sample, level)
      if (Number.isNaN(ends.low)) expect(bca).toHaveProperty('reason')
      else if ('reason' in bca) throw new Error(bca.reason)
      else {
        compare(bca.interval, ends, name)
        if (ends.z0 !== undefined) expectAgreement(bca.z0, ends.z0, 'z0')
        if (ends.acceleration !== undefined)
          expectAgreement(bca.acceleration, ends.acceleration, 'acceleration')
      }
    }
  })
})

describe('weightedSumsOf', () => {
  it('gives each of nine columns the sums it has alone', () => {
    const weights = Uint16Array.of(1, 0, 2, 0, 3, 0)
    const columns = Array.from({ length: 9 }, (_, c) => Float64Array.of(c, 10, 0.5))
    // c + 2 * .5, and 3 * 10
    expect(weightedSumsOf(weights, columns).map((sums) => [...sums])).toEqual(
      columns.map((_, c) => [c + 1, 30]),
    )
    expect(sortedQuantile(weightedSumsOf(weights, columns)[8]!, 0)).toBe(9)
  })
})

function column(clusters: readonly (readonly number[])[]): ClusteredValue[] {
  return clusters.flatMap((values, g) =>
    values.map((value) => ({ cluster: String(g).padStart(3, '0'), value })),
  )
}

function sampleOf(input: Input) {
  if (input.distribution !== undefined)
    return {
      observed: input.observed!,
      resampled: Float64Array.from(input.distribution),
      jackknife: input.jackknife!,
    }
  // The mean of cluster means is the item mean of clusters that have one item each.
  const means = (values: number[]) => [exactSum(values) / values.length]
  const own = input.statistic === 'cluster_mean' ? input.clusters!.map(means) : input.clusters!
  const clusters = clusterSums(column(own))
  const vectors = input.resamples ?? enumerated(own.length)
  const weights = new Uint16Array(vectors.length * own.length)
  for (const [b, vector] of vectors.entries()) for (const g of vector) weights[b * own.length + g]! += 1
  const [sums, sizes] = weightedSumsOf(weights, [clusters.sums, clusters.counts])
  return {
    observed: exactSum(clusters.sums) / exactSum(clusters.counts),
    resampled: sums!.map((sum, b) => sum / sizes![b]!),
    jackknife: leaveOneOutMeans(clusters),
  }
}

function enumerated(size: number): number[][] {
  let vectors: number[][] = [[]]
  for (let draw = 0; draw < size; draw += 1)
    vectors = vectors.flatMap((vector) => Array.from({ length: size }, (_, g) => [...vector, g]))
  return vectors
}

function reflected(observed: number, { low, high }: { low: number; high: number }) {
  return { low: 2 * observed - high, high: 2 * observed - low }
}

function compare(found: { low: number; high: number }, ends: Ends, name: string) {
  expectAgreement(found.low, ends.low, `${name} low`)
  expectAgreement(found.high, ends.high, `${name} high`)
}
