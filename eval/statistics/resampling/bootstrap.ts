import { exactSum } from '../sums/exact-sum.js'
import { type ResampleWeights, weightedSumsOf } from '../sums/weighted-sums.js'
import { bcaInterval, type Interval, percentileInterval } from './bootstrap-interval.js'
import { drawWeights } from './draw-weights.js'

/** One value of one item, and the cluster (here: the patient) the item belongs to. */
export type ClusteredValue = { readonly cluster: string; readonly value: number }

/** `seed` determines the resamples, `level` the interval. */
export type BootstrapSettings = { readonly seed: number; readonly resamples: number; readonly level: number }

/**
 * An item-weighted mean with its interval. n: items; clusters: how many the items come from. mean is null without items. If
 * interval is null, intervalReason says why.
 */
export type Estimate = {
  readonly n: number
  readonly clusters: number
  readonly mean: number | null
  readonly interval: Interval | null
  readonly intervalReason: string | null
}

/** Sum and number of the items of each cluster, all that a resampled mean needs. */
export type ClusterSums = { readonly sums: Float64Array; readonly counts: Float64Array }

/**
 * The mean of every column with a bootstrap interval that resamples whole clusters with replacement. Columns with the same number
 * of clusters share their resamples. BCa, or percentile if BCa cannot be computed.
 */
export function bootstrapMeans(
  columns: readonly (readonly ClusteredValue[])[],
  settings: BootstrapSettings,
): Estimate[] {
  const clustered = columns.map(clusterSums)
  const estimates = clustered.map(withoutInterval)
  const sizes = [...new Set(clustered.map((one) => one.counts.length))].filter((size) => size >= 2)
  const memory = new Uint16Array(settings.resamples * Math.max(0, ...sizes))
  for (const size of sizes) {
    const weights = drawWeights(size, settings, memory)
    const places = [...clustered.keys()].filter((i) => clustered[i]!.counts.length === size)
    for (let first = 0; first < places.length; first += AT_ONCE) {
      const some = places.slice(first, first + AT_ONCE)
      const means = resampledMeans(
        some.map((i) => clustered[i]!),
        weights,
      )
      for (const [at, i] of some.entries())
        estimates[i] = withInterval(estimates[i]!, {
          means: means[at]!,
          jackknife: leaveOneOutMeans(clustered[i]!),
          level: settings.level,
        })
    }
  }
  return estimates
}

// 64 columns of 10,000 resampled means take 5 MB.
const AT_ONCE = 64

function withoutInterval(clusters: ClusterSums): Estimate {
  const [size, n] = [clusters.counts.length, exactSum(clusters.counts)]
  const bare = { n, clusters: size, interval: null }
  if (size === 0) return { ...bare, mean: null, intervalReason: 'no scored items' }
  return { ...bare, mean: exactSum(clusters.sums) / n, intervalReason: 'fewer than 2 patients' }
}

type Resampled = {
  readonly means: Float64Array
  readonly jackknife: number[]
  readonly level: number
}

function withInterval(bare: Estimate, { means, jackknife, level }: Resampled): Estimate {
  const bca = bcaInterval({ observed: bare.mean!, resampled: means, jackknife }, level)
  const interval = 'interval' in bca ? bca.interval : percentileInterval(means, level)
  return { ...bare, interval, intervalReason: null }
}

/** The mean of every column in every resample. Columns whose clusters have the same sizes share the divisors. */
function resampledMeans(columns: readonly ClusterSums[], weights: ResampleWeights): Float64Array[] {
  const divisors = new Map(columns.map(({ counts }) => [counts.join(), counts]))
  const places = new Map([...divisors.keys()].map((sizes, i) => [sizes, columns.length + i]))
  const sums = weightedSumsOf(weights, [...columns.map((column) => column.sums), ...divisors.values()])
  return columns.map(({ counts }, i) => {
    const [own, sizes] = [sums[i]!, sums[places.get(counts.join())!]!]
    for (let b = 0; b < own.length; b += 1) own[b]! /= sizes[b]!
    return own
  })
}

/** Sums by cluster, clusters in the order of their names, so that the order of the items does not matter. */
export function clusterSums(column: readonly ClusteredValue[]): ClusterSums {
  const values = new Map<string, number[]>()
  for (const { cluster, value } of column) cached(values, cluster, () => []).push(value)
  const groups = [...values.keys()]
    .toSorted()
    .map((cluster) => values.get(cluster)!.toSorted((a, b) => a - b))
  return {
    sums: Float64Array.from(groups, exactSum),
    counts: Float64Array.from(groups, (group) => group.length),
  }
}

/** The mean without each cluster in turn. */
export function leaveOneOutMeans(clusters: ClusterSums): number[] {
  const sum = exactSum(clusters.sums)
  const count = exactSum(clusters.counts)
  return Array.from(clusters.sums, (own, g) => (sum - own) / (count - clusters.counts[g]!))
}

function cached<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
