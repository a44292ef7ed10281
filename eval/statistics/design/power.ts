import { noncentralCdf } from '../distributions/noncentral-t.js'
import { studentQuantile } from '../distributions/student-t.js'
import { findRoot } from '../find-root.js'

/** Which differences a test would find: in both directions, or only those above 0. */
export type Sides = 'two-sided' | 'greater'

/** A test at level alpha, and the share of experiments that should find the effect. */
export type PowerGoal = { readonly alpha: number; readonly power: number; readonly sides: Sides }

/**
 * Power of a paired t test of n differences (n >= 2, not necessarily whole) for a standardized effect dz, both tails counted; null
 * below 2. Checked against a quadrature of the noncentral t, where statsmodels is NaN too.
 */
export function pairedPower(
  dz: number,
  n: number,
  { alpha, sides }: Omit<PowerGoal, 'power'>,
): number | null {
  if (!(n >= 2)) return null
  const df = n - 1
  const nc = dz * Math.sqrt(n)
  const critical = studentQuantile(1 - (sides === 'greater' ? alpha : alpha / 2), df)
  const above = noncentralCdf(-critical, df, -nc)
  return sides === 'greater' ? above : Math.min(1, above + noncentralCdf(-critical, df, nc))
}

/** The smallest dz above 0 that n differences find with the power asked for; null below 2. */
export function detectableEffect(n: number, goal: PowerGoal): number | null {
  if (!(n >= 2)) return null
  const excess = (dz: number) => pairedPower(dz, n, goal)! - goal.power
  let high = 1
  while (excess(high) < 0) high *= 2
  return findRoot(excess, 0, high)
}
