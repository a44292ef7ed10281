import { formatCount } from '../../../base/text/format-count.js'
import { factsOf } from '../../measures/measure-registry.js'
import type { Interval } from '../../statistics/resampling/bootstrap-interval.js'

const MINUS = '\u2212'

/** Factor from a measure's values to points of 100. */
export function pointsOf(measure: string): number {
  return 100 / (factsOf(measure)?.full ?? 1)
}

/** What the numbers of a measure are, as printed: 'points of 100', or its own unit. */
export function unitOf(measure: string): string {
  return factsOf(measure)?.unit ?? 'points of 100'
}

/** One decimal, a true minus sign, and no minus before zero: '12.3', '−0.4', '0.0'. */
export function formatNumber(value: number): string {
  const text = Math.abs(value).toFixed(1)
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text
}

/** formatNumber with a plus sign before a value above zero. */
export function formatDifference(value: number): string {
  const text = formatNumber(value)
  return value > 0 && Number(text) !== 0 ? `+${text}` : text
}

/** '40.2 to 50.3', in points. */
export function formatInterval(interval: Pick<Interval, 'low' | 'high'>, points: number): string {
  return `${formatNumber(interval.low * points)} to ${formatNumber(interval.high * points)}`
}

/** A budget with thousands separators; a dash if there is none. */
export function formatBudget(budget: number | null): string {
  return budget === null ? 'no budget' : formatCount(budget)
}
