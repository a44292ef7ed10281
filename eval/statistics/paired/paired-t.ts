import { studentCdf, studentQuantile } from '../distributions/student-t.js'
import { known } from '../known.js'
import { meanOf, varianceOf } from '../sums/moments.js'
import { differencesOf } from './differences.js'

/**
 * Paired t test of x - y. `greater`: the mean of x - y is above 0. A field is null where there is none, and
 * `reason` says why. A constant shift has t infinite and p 0, as scipy has it.
 */
export type PairedT = {
  readonly n: number
  readonly meanDifference: number | null
  readonly t: number | null
  readonly p: number | null
  readonly pGreater: number | null
  readonly pLess: number | null
  readonly low: number | null
  readonly high: number | null
  readonly reason: string | null
}

/** The test with n - 1 degrees of freedom and the interval of the mean at `level`; agrees with scipy.stats.ttest_rel. */
export function pairedT(x: readonly number[], y: readonly number[], level: number): PairedT {
  const { values, spread, reason } = differencesOf(x, y)
  const n = values.length
  const mean = meanOf(values)
  const none = { t: null, p: null, pGreater: null, pLess: null }
  const meanDifference = known(mean)
  if (reason !== null) {
    const end = n >= 2 && spread === 'none' ? meanDifference : null
    return { n, meanDifference, ...none, low: end, high: end, reason }
  }
  const error = Math.sqrt(varianceOf(values) / n)
  const t = mean / error
  const half = error * studentQuantile((1 + level) / 2, n - 1)
  return {
    n,
    meanDifference,
    t,
    p: 2 * studentCdf(-Math.abs(t), n - 1),
    pGreater: studentCdf(-t, n - 1),
    pLess: studentCdf(t, n - 1),
    low: mean - half,
    high: mean + half,
    reason: null,
  }
}
