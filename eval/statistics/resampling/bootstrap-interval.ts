import { normalCdf, normalQuantile } from '../distributions/normal.js'
import { quantileInPlace } from '../distributions/quantile.js'
import { exactSum } from '../sums/exact-sum.js'

/** An interval of a bootstrap distribution; method: how its ends were found. */
export type Interval = {
  readonly low: number
  readonly high: number
  readonly method: 'bca' | 'percentile' | 'bootstrap-t'
}

/** BCa with the two numbers that shift its ends, or why there is none (scipy gives NaN). */
export type BcaResult =
  | { readonly interval: Interval; readonly z0: number; readonly acceleration: number }
  | { readonly reason: string }

/** Bootstrap statistics: the observed value, its resamples in any order (they are moved), one leave-one-out value per cluster. */
export type BootstrapSample = {
  readonly observed: number
  readonly resampled: Float64Array
  readonly jackknife: readonly number[]
}

// Means of the same clusters in another order may differ in their last bits and still count as equal.
const RELATIVE_TOLERANCE = 1e-12

/** The percentile interval of resampled means, which it moves. */
export function percentileInterval(resampled: Float64Array, level: number): Interval {
  const tail = (1 - level) / 2
  const low = quantileInPlace(resampled, tail)
  return { low, high: quantileInPlace(resampled, 1 - tail), method: 'percentile' }
}

/** Efron's bias-corrected and accelerated interval, ties counted half in z0, as scipy.stats.bootstrap has it. */
export function bcaInterval(sample: BootstrapSample, level: number): BcaResult {
  const { observed, resampled, jackknife } = sample
  const [smallest, largest] = endsOf(resampled)
  const tolerance = RELATIVE_TOLERANCE * Math.max(Math.abs(observed), Math.abs(smallest), Math.abs(largest))
  if (largest - smallest <= tolerance) return { reason: 'all resamples are equal' }
  const z0 = normalQuantile(shareBelow(resampled, observed, tolerance))
  if (!Number.isFinite(z0)) return { reason: 'the observed value lies outside the resamples' }
  if (Math.max(...jackknife) - Math.min(...jackknife) <= tolerance)
    return { reason: 'leaving out any cluster gives the same value' }
  const acceleration = accelerationOf(jackknife)
  const ends = [(1 - level) / 2, (1 + level) / 2].map((p) => {
    const z = z0 + normalQuantile(p)
    return 1 - acceleration * z > 0 ? normalCdf(z0 + z / (1 - acceleration * z)) : Number.NaN
  })
  const [alphaLow, alphaHigh] = [ends[0]!, ends[1]!]
  if (Number.isNaN(alphaLow + alphaHigh)) return { reason: 'the acceleration is too large' }
  const low = quantileInPlace(resampled, alphaLow)
  return { interval: { low, high: quantileInPlace(resampled, alphaHigh), method: 'bca' }, z0, acceleration }
}

function endsOf(values: Float64Array): [smallest: number, largest: number] {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < smallest) smallest = value
    if (value > largest) largest = value
  }
  return [smallest, largest]
}

function shareBelow(resampled: Float64Array, observed: number, tolerance: number): number {
  let below = 0
  let belowOrEqual = 0
  for (const value of resampled) {
    if (value < observed - tolerance) below += 1
    if (value <= observed + tolerance) belowOrEqual += 1
  }
  return (below + belowOrEqual) / (2 * resampled.length)
}

function accelerationOf(jackknife: readonly number[]): number {
  const mean = exactSum(jackknife) / jackknife.length
  const deviations = jackknife.map((value) => mean - value)
  const cubes = exactSum(deviations.map((u) => u ** 3))
  return cubes / (6 * exactSum(deviations.map((u) => u * u)) ** 1.5)
}
