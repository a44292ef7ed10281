import { sortedQuantile } from '../distributions/quantile.js'
import { exactSum } from '../sums/exact-sum.js'
import { weightedSumsOf } from '../sums/weighted-sums.js'
import { type ClusteredValue, type ClusterSums, clusterSums } from './bootstrap.js'
import { drawWeights } from './draw-weights.js'

/**
 * Bootstrap of an item-weighted mean over whole patients. deviations: in each resample (mean - observed mean) / its standard
 * error, ascending; infinite if the values of a resample hardly vary. means: of the resamples, ascending. standardError: clustered
 * by patient.
 */
export type Studentized = {
  readonly n: number
  readonly clusters: number
  readonly mean: number
  readonly standardError: number
  readonly deviations: Float64Array
  readonly means: Float64Array
}

/** The ends and how they were found: bootstrap-t, or percentile if resamples that hardly vary reach the tail. */
export type StudentizedInterval = {
  readonly low: number
  readonly high: number
  readonly method: 'bootstrap-t' | 'percentile'
}

// A clustered variance below this share of the squared values is rounding.
const RELATIVE_TOLERANCE = 1e-24
// A resample with a standard error below this share of the observed one says nothing of how far means deviate: dividing by it would
// give an interval far beyond the scale of the measure.
const LEAST_ERROR = 0.01

/**
 * The bootstrap-t (Efron 1981; Hall 1988) of a clustered mean. On one side its error falls with 1 / n, that of percentile and
 * sign-flip tests with 1 / sqrt n, so that it keeps its level where the values are skewed, as differences of right and wrong
 * answers are away from 0. null below 2 patients.
 */
export function studentizedBootstrap(
  values: readonly ClusteredValue[],
  settings: { readonly seed: number; readonly resamples: number },
): Studentized | null {
  const clusters = clusterSums(values)
  const size = clusters.counts.length
  if (size < 2) return null
  const mean = exactSum(clusters.sums) / values.length
  // Around the mean, so that the squares below do not cancel.
  const centered = clusters.sums.map((sum, g) => sum - mean * clusters.counts[g]!)
  const squares = squaresOf(centered, clusters)
  const standardError = Math.sqrt((size / (size - 1)) * squares) / values.length
  const resampled = resampleCentered(
    { sums: centered, counts: clusters.counts },
    { ...settings, standardError },
  )
  return {
    n: values.length,
    clusters: size,
    mean,
    standardError,
    deviations: resampled.deviations.sort(),
    means: resampled.shifts.map((shift) => mean + shift).sort(),
  }
}

/** Sum of squares, 0 if it is rounding only. */
function squaresOf(centered: Float64Array, { sums }: ClusterSums): number {
  const squares = exactSum(centered.map((own) => own * own))
  return squares <= RELATIVE_TOLERANCE * exactSum(sums.map((own) => own * own)) ? 0 : squares
}

function resampleCentered(
  { sums, counts }: ClusterSums,
  settings: { readonly seed: number; readonly resamples: number; readonly standardError: number },
) {
  const least = LEAST_ERROR * settings.standardError
  const size = counts.length
  const [total, items, squares, products, squaredCounts] = weightedSumsOf(drawWeights(size, settings), [
    sums,
    counts,
    sums.map((own) => own * own),
    sums.map((own, g) => own * counts[g]!),
    counts.map((own) => own * own),
  ])
  const deviations = new Float64Array(settings.resamples)
  const shifts = new Float64Array(settings.resamples)
  for (let b = 0; b < settings.resamples; b += 1) {
    const shift = total![b]! / items![b]!
    const residual = squares![b]! - 2 * shift * products![b]! + shift * shift * squaredCounts![b]!
    const error = Math.sqrt((size / (size - 1)) * Math.max(0, residual)) / items![b]!
    shifts[b] = shift
    deviations[b] = shift === 0 ? 0 : shift / (error < least ? 0 : error)
  }
  return { deviations, shifts }
}

/** The two-sided interval at `level`. Without any variation both ends are the mean. */
export function studentizedInterval(
  { mean, standardError, deviations, means }: Studentized,
  level: number,
): StudentizedInterval {
  const tail = (1 - level) / 2
  if (standardError === 0) return { low: mean, high: mean, method: 'percentile' }
  const low = mean - sortedQuantile(deviations, 1 - tail) * standardError
  const high = mean - sortedQuantile(deviations, tail) * standardError
  if (Number.isFinite(low) && Number.isFinite(high)) return { low, high, method: 'bootstrap-t' }
  return {
    low: sortedQuantile(means, tail),
    high: sortedQuantile(means, 1 - tail),
    method: 'percentile',
  }
}

/**
 * One-sided p of the mean against a bound, (count + 1) / (resamples + 1), by the method of the interval. above: H0 is a mean of at
 * most the bound; below: of at least the bound. null without any variation.
 */
export function pAgainst(
  { mean, standardError, deviations, means }: Studentized,
  bound: number,
  method: StudentizedInterval['method'],
): { readonly above: number | null; readonly below: number | null } {
  if (standardError === 0) return { above: null, below: null }
  const share = (count: number) => (count + 1) / (means.length + 1)
  if (method === 'percentile')
    return {
      above: share(countOf(means, (value) => value <= bound)),
      below: share(countOf(means, (value) => value >= bound)),
    }
  const observed = (mean - bound) / standardError
  return {
    above: share(countOf(deviations, (value) => value >= observed)),
    below: share(countOf(deviations, (value) => value <= observed)),
  }
}

function countOf(values: Float64Array, isCounted: (value: number) => boolean): number {
  let count = 0
  for (const value of values) count += Number(isCounted(value))
  return count
}
