import { factsOf } from '../../measures/measure-registry.js'
import type { ClusteredValue, Estimate } from '../../statistics/resampling/bootstrap.js'
import type { Interval } from '../../statistics/resampling/bootstrap-interval.js'
import { studentizedBootstrap, studentizedInterval } from '../../statistics/resampling/studentized.js'
import type { TestSettings } from './comparison-test.js'

/**
 * The estimate of a declared comparison. Its interval is by bootstrap-t over patients, which keeps its level better than BCa: in
 * the simulation 94% instead of 93.5% at 100 patients, and 91 to 94% instead of 90 to 92% at 20 (test/eval/statistics).
 */
export function declaredEstimate(
  estimate: Estimate,
  differences: readonly ClusteredValue[],
  { measure, test }: { readonly measure: string; readonly test: TestSettings },
): Estimate {
  const bootstrap = studentizedBootstrap(differences, test)
  if (bootstrap === null || estimate.interval === null) return estimate
  return { ...estimate, interval: withinScale(studentizedInterval(bootstrap, test.level), measure) }
}

/**
 * With few patients the bootstrap-t can go beyond what a difference can be. The true difference is within the scale, so cutting the
 * interval there loses nothing.
 */
export function withinScale<T extends Pick<Interval, 'low' | 'high'>>(interval: T, measure: string): T {
  const facts = factsOf(measure)
  const isShare = facts !== undefined && facts.direction !== 'neither' && facts.best === facts.full
  if (!isShare) return interval
  const { full } = facts
  return { ...interval, low: Math.max(interval.low, -full), high: Math.min(interval.high, full) }
}
