import { logGamma } from '../distributions/log-gamma.js'
import { noncentralCdf } from '../distributions/noncentral-t.js'
import { findRoot } from '../find-root.js'
import { known } from '../known.js'
import { meanOf, varianceOf } from '../sums/moments.js'
import { differencesOf } from './differences.js'

/**
 * dz: mean of x - y over its standard deviation, with its interval from the noncentral t; hedges: dz times the
 * exact small-sample factor (Hedges 1981); dAverage: mean over the root of the mean variance of both arms.
 * A field is null where there is none, and `reason` says why.
 */
export type EffectSize = {
  readonly n: number
  readonly dz: number | null
  readonly hedges: number | null
  readonly low: number | null
  readonly high: number | null
  readonly dAverage: number | null
  readonly reason: string | null
}

export function effectSize(x: readonly number[], y: readonly number[], level: number): EffectSize {
  const { values, spread, reason } = differencesOf(x, y)
  const n = values.length
  const mean = meanOf(values)
  const dAverage = known(mean / Math.sqrt((varianceOf(x) + varianceOf(y)) / 2))
  const none = { n, dz: null, hedges: null, low: null, high: null, dAverage, reason }
  if (reason !== null) return none
  if (spread === 'none') return { ...none, reason: 'the differences do not vary' }
  const dz = mean / Math.sqrt(varianceOf(values))
  const interval = n < 3 ? { reason: 'fewer than 3 differences have no interval' } : dzInterval(dz, n, level)
  return { ...none, dz, hedges: dz * hedgesFactor(n - 1), ...interval }
}

/** J of Hedges (1981), exact, for m = n - 1 degrees of freedom; 0 for one. */
export function hedgesFactor(m: number): number {
  if (m < 2) return 0
  return Math.exp(logGamma(m / 2) - logGamma((m - 1) / 2)) / Math.sqrt(m / 2)
}

/** The dz for which the observed t is the upper and the lower tail quantile (Steiger and Fouladi 1997). */
function dzInterval(dz: number, n: number, level: number) {
  const t = dz * Math.sqrt(n)
  const tail = (1 - level) / 2
  // P(T <= t) falls in nc; t +- (10 + |t|) brackets all tails that are not absurdly small, few df included.
  const reach = 10 + 4 * Math.abs(t)
  const at = (p: number) => findRoot((nc) => noncentralCdf(t, n - 1, nc) - p, t - reach, t + reach)
  return { low: at(1 - tail) / Math.sqrt(n), high: at(tail) / Math.sqrt(n) }
}
