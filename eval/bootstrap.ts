import { bcaInterval, type Interval, percentileInterval } from './bootstrap-interval.js'
import { exactSum } from './exact-sum.js'
import { seededRandom } from './random.js'

/** One value of one item, and the cluster (here: the patient) the item belongs to. */
export type ClusteredValue = { readonly cluster: string; readonly value: number }

export type BootstrapSettings = { readonly seed: number; readonly resamples: number; readonly level: number }

/**
 * An item-weighted mean with its interval. n: items; clusters: how many the items come from.
 * mean null: no items. interval null: intervalReason says why.
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

/** How often each cluster occurs in each resample: entry [b * clusters + g]. */
export type ResampleWeights = Uint16Array

/**
 * The mean of every column with a bootstrap interval that resamples whole clusters with replacement. Columns
 * with the same number of clusters share their resamples. BCa; percentile where BCa has no answer.
 */
export function bootstrapMeans(
  columns: readonly (readonly ClusteredValue[])[],
  settings: BootstrapSettings,
): Estimate[] {
  const weightsBySize = new Map<number, ResampleWeights>()
  const sizesByCounts = new Map<string, Float64Array>()
  return columns.map((column) => {
    const clusters = clusterSums(column)
    const size = clusters.counts.length
    const mean = column.length === 0 ? null : exactSum(clusters.sums) / column.length
    const bare = { n: column.length, clusters: size, mean, interval: null }
    if (mean === null) return { ...bare, intervalReason: 'no scored items' }
    if (size < 2) return { ...bare, intervalReason: 'fewer than 2 patients' }
    const weights = cached(weightsBySize, size, () => drawWeights(size, settings))
    const sizes = cached(sizesByCounts, clusters.counts.join(), () => weightedSums(weights, clusters.counts))
    const ascending = weightedSums(weights, clusters.sums)
    for (let b = 0; b < ascending.length; b += 1) ascending[b]! /= sizes[b]!
    ascending.sort()
    const bca = bcaInterval(
      { observed: mean, ascending, jackknife: leaveOneOutMeans(clusters) },
      settings.level,
    )
    const interval = 'interval' in bca ? bca.interval : percentileInterval(ascending, settings.level)
    return { ...bare, interval, intervalReason: null }
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

/** For every resample the sum over clusters of weight times amount. */
export function weightedSums(weights: ResampleWeights, amounts: Float64Array): Float64Array {
  const size = amounts.length
  const totals = new Float64Array(weights.length / size)
  for (let b = 0, at = 0; b < totals.length; b += 1) {
    let total = 0
    for (let g = 0; g < size; g += 1, at += 1) total += weights[at]! * amounts[g]!
    totals[b] = total
  }
  return totals
}

/** The mean without each cluster in turn. */
export function leaveOneOutMeans(clusters: ClusterSums): number[] {
  const sum = exactSum(clusters.sums)
  const count = exactSum(clusters.counts)
  return Array.from(clusters.sums, (own, g) => (sum - own) / (count - clusters.counts[g]!))
}

function drawWeights(size: number, settings: BootstrapSettings): ResampleWeights {
  const below = seededRandom(settings.seed)
  const weights = new Uint16Array(settings.resamples * size)
  for (let start = 0; start < weights.length; start += size)
    for (let draw = 0; draw < size; draw += 1) weights[start + below(size)]! += 1
  return weights
}

function cached<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
