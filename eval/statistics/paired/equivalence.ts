import { studentCdf, studentQuantile } from '../distributions/student-t.js'
import { meanOf, varianceOf } from '../sums/moments.js'
import { differencesOf } from './differences.js'

/** A one-sided t test against a bound. Both are null if it cannot be computed. */
export type OneSidedT = { readonly t: number | null; readonly p: number | null }

/** Two one-sided tests. p: the larger of the two. reason: why there is no p. */
export type Equivalence = {
  readonly p: number | null
  readonly aboveLow: OneSidedT
  readonly belowHigh: OneSidedT
  readonly reason: string | null
}

const NONE: OneSidedT = { t: null, p: null }

/**
 * TOST (Schuirmann 1987): is the mean of x - y between low and high? It treats items as independent, so for clustered items
 * compare a bootstrap interval with the bounds. Agrees with statsmodels' ttost_paired, in which identical arms are equivalent with
 * p 0.
 */
export function equivalence(
  x: readonly number[],
  y: readonly number[],
  bounds: { readonly low: number; readonly high: number },
): Equivalence {
  const test = testAgainst(x, y)
  if ('reason' in test) return { p: null, aboveLow: NONE, belowHigh: NONE, reason: test.reason }
  const aboveLow = test.above(bounds.low)
  const belowHigh = test.below(bounds.high)
  return { p: Math.max(aboveLow.p, belowHigh.p), aboveLow, belowHigh, reason: null }
}

/** H0: the mean of x - y is at most -margin, by t; `lowerBound`: the lower bound of the mean at the one-sided `level`. */
export function pairedNonInferiority(
  x: readonly number[],
  y: readonly number[],
  { margin, level }: { readonly margin: number; readonly level: number },
): OneSidedT & { readonly lowerBound: number | null; readonly reason: string | null } {
  const test = testAgainst(x, y)
  if ('reason' in test) return { ...NONE, lowerBound: null, reason: test.reason }
  return { ...test.above(-margin), lowerBound: test.lowerBound(level), reason: null }
}

function testAgainst(x: readonly number[], y: readonly number[]) {
  const { values, spread, reason } = differencesOf(x, y)
  // Identical arms have no variance, yet their mean is within any bounds that contain 0.
  if (reason !== null && !(spread === 'none' && values.length >= 2)) return { reason }
  const n = values.length
  const mean = meanOf(values)
  const error = Math.sqrt(varianceOf(values) / n)
  const t = (bound: number) => (mean === bound ? 0 : (mean - bound) / error)
  return {
    above: (bound: number) => ({ t: t(bound), p: studentCdf(-t(bound), n - 1) }),
    below: (bound: number) => ({ t: t(bound), p: studentCdf(t(bound), n - 1) }),
    lowerBound: (level: number) => mean - error * studentQuantile(level, n - 1),
  }
}
