import { factsOf } from '../../measures/measure-registry.js'
import { type MarginTest, testAgainstMargin } from '../../statistics/paired/margin-decision.js'
import { senseOf } from '../measure-direction.js'
import type { TestSettings } from './comparison-test.js'
import { withinScale } from './declared-interval.js'
import type { PairedRows } from './paired-rows.js'

/**
 * A declared comparison against its margin. It is in the measure's own scale; higher is better, so the differences of a
 * measure of which less is better are negated. Null without a margin, and for a measure that judges nothing.
 * @param margin in points of 100
 */
export function marginTestOf(
  pair: PairedRows,
  { measure, margin }: { readonly measure: string; readonly margin: number | null },
  { seed, resamples, level }: TestSettings,
): MarginTest | null {
  const sense = senseOf(measure)
  if (margin === null || sense === 0) return null
  const differences = pair.differences.map(({ cluster, value }) => ({ cluster, value: sense * value }))
  const scale = (factsOf(measure)?.full ?? 1) / 100
  const found = testAgainstMargin(differences, { margin: margin * scale, level, seed, resamples })
  return { ...found, interval: found.interval === null ? null : withinScale(found.interval, measure) }
}
