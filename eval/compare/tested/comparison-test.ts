import { groupBy } from '../../../base/group-by.js'
import { designEffect } from '../../statistics/design/design-effect.js'
import type { PowerGoal } from '../../statistics/design/power.js'
import { differencesOf } from '../../statistics/paired/differences.js'
import { mcNemar } from '../../statistics/paired/mcnemar.js'
import { type FlipSettings, signFlipTest } from '../../statistics/paired/sign-flips.js'
import { meanOf, varianceOf } from '../../statistics/sums/moments.js'
import type { PairedRows } from './paired-rows.js'

/** What is known about a paired difference besides its mean and interval. Null: it cannot be computed. */
export type ComparisonTest = {
  /** Two-sided, by flipping the sign of whole patients; exact if all flips were made. */
  readonly p: number | null
  readonly isExact: boolean
  /** Why there is no p. */
  readonly reason: string | null
  /** For values of 0 and 1: instructions that only one arm gets right, with the exact p that treats them as independent. */
  readonly mcNemar: { readonly own: number; readonly baseline: number; readonly p: number } | null
  /** dz: mean difference over the standard deviation of the differences. */
  readonly effectSize: number | null
  readonly icc: number | null
  /** Kish's design effect: n divided by `effectiveN`, since instructions of one patient tell less than independent ones. */
  readonly designEffect: number | null
  readonly effectiveN: number | null
}

/** `level` is that of the intervals; p values do not use it. */
export type TestSettings = { readonly seed: number; readonly resamples: number; readonly level: number }

/** The power of the smallest difference that a report names. */
export const POWER = 0.8
/** The test and power for which a report gives the smallest detectable difference. */
export const GOAL: PowerGoal = { alpha: 0.05, power: POWER, sides: 'two-sided' }

/** The tests of one comparison. */
export function testComparison(pair: PairedRows, settings: TestSettings): ComparisonTest {
  const own = pair.values.map(([value]) => value)
  const other = pair.values.map(([, value]) => value)
  const clusters = [...groupBy(pair.differences, ({ cluster }) => cluster).values()].map((items) =>
    items.map(({ value }) => value),
  )
  const design = designEffect(clusters)
  const { p, isExact, reason } = signFlipTest(pair.differences, flipSettings(settings))
  return {
    p,
    isExact,
    reason,
    mcNemar: binaryTest(pair.values),
    effectSize: standardisedMean(own, other),
    icc: design.icc,
    designEffect: design.designEffectKish,
    effectiveN: design.effectiveNKish,
  }
}

/** dz without an interval, which would take 30 ms and is not reported. */
function standardisedMean(own: readonly number[], other: readonly number[]): number | null {
  const { values, spread, reason } = differencesOf(own, other)
  return reason !== null || spread === 'none' ? null : meanOf(values) / Math.sqrt(varianceOf(values))
}

function binaryTest(values: PairedRows['values']): ComparisonTest['mcNemar'] {
  if (values.length === 0 || !values.flat().every((value) => value === 0 || value === 1)) return null
  const own = values.filter(([a, b]) => a > b).length
  const baseline = values.filter(([a, b]) => a < b).length
  return { own, baseline, p: mcNemar(own, baseline).p }
}

/** Only the p of `testComparison`. */
export function signFlipP(differences: PairedRows['differences'], settings: TestSettings): number | null {
  return signFlipTest(differences, flipSettings(settings)).p
}

function flipSettings({ seed, resamples }: TestSettings): FlipSettings {
  return { weighting: 'items', seed, draws: resamples }
}
