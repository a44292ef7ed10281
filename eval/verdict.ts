import type { Estimate } from './bootstrap.js'
import { POWER } from './comparison-test.js'
import {
  counted,
  formatBudget,
  formatCount,
  formatDifference,
  formatInterval,
  formatNumber,
  pointsOf,
} from './format-value.js'
import type { Comparison, Summary } from './summarise.js'

// Below about 20 clusters a cluster bootstrap is known to give intervals that are too narrow.
const FEW_PATIENTS = 20
// If chance alone gives each patient its sign, all of G agree with probability 2 / 2^G: below 5 % from 6 on.
export const FEWEST_FOR_EVIDENCE = 6
const ALPHA = 0.05

/** Whether an interval leaves 0 out, and on which side. */
export type Direction = 'higher' | 'lower' | 'open'

/** 'open' where the interval includes 0 or there is none: then nothing was shown. */
export function directionOf({ interval }: Pick<Estimate, 'interval'>): Direction {
  if (interval === null) return 'open'
  if (interval.low > 0) return 'higher'
  return interval.high < 0 ? 'lower' : 'open'
}

/** The finding of the primary comparison in sentences that claim no more than its interval and its test allow. */
export function verdictOf(summary: Summary): string {
  const { primary } = summary
  if (primary === null)
    return 'No primary comparison was declared: what follows describes, it does not decide.'
  const where = placeOf(primary, summary)
  if (primary.mean === null)
    return `${where}, nothing can be said of ${primary.strategy} against ${primary.baseline} on ${primary.measure}: no instruction is scored in both.`
  const basis = `${counted(primary.n, 'instruction')} of ${counted(primary.clusters, 'patient')}`
  const points = pointsOf(primary.measure)
  if (primary.interval === null)
    return `${where}, the difference of ${primary.strategy} to ${primary.baseline} on ${primary.measure} is ${formatDifference(primary.mean * points)} points (${basis}), but there is no interval: ${primary.intervalReason}. It decides nothing.`
  const p = primary.test.p === null ? '' : `${formatP(primary.test.p)} by sign flips over patients, `
  const interval = `${Math.round(summary.level * 100)} % interval ${formatInterval(primary.interval, points)}, ${p}${basis}`
  const isOpen = directionOf(primary) === 'open'
  const finding = isOpen
    ? `${where}, ${primary.strategy} and ${primary.baseline} cannot be told apart on ${primary.measure}: the difference is ${formatDifference(primary.mean * points)} points (${interval}), and the interval includes 0.`
    : `${where}, ${primary.strategy} ${claim(primary, points)} than ${primary.baseline} (${interval}).`
  return [
    finding,
    isOpen ? detectable(summary.detectable, points) : contradiction(primary),
    nonInferiority(primary, summary.margin, points),
    cautionOf(primary.clusters),
    leftOut(primary, summary.intentionToTreat, points),
  ].join('')
}

/** 'p = 0.013', 'p < 0.001'. */
export function formatP(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`
}

/** Where even complete agreement of all patients stays above 5 % after Holm over `tests`, that; else nothing. */
export function outOfReach(patients: number, tests: number): string {
  const least = 2 / 2 ** patients
  return least * tests < ALPHA
    ? ''
    : ` With ${counted(patients, 'patient')} no p can fall below ${least.toPrecision(2)}, so none of ${formatCount(tests)} stays below ${ALPHA} after Holm, whatever the differences are.`
}

/** Names the generator where there are several. */
function placeOf({ budget, generator }: Comparison, { cells }: Summary): string {
  const at = budget === null ? 'Without a budget' : `At ${formatBudget(budget)} tokens`
  return new Set(cells.map((cell) => cell.generator)).size > 1 ? `${at}, answered by ${generator}` : at
}

function detectable(difference: number | null, points: number): string {
  if (difference === null) return ''
  // No difference is larger than from nothing to all.
  if (difference * points > 100)
    return ` So few instructions and patients show no difference with ${POWER * 100} % power, however large.`
  return ` What so many instructions and patients show with ${POWER * 100} % power is a difference of ${formatNumber(difference * points)} points.`
}

function contradiction({ test, clusters }: Comparison): string {
  if (test.p === null || test.p < ALPHA || clusters < FEWEST_FOR_EVIDENCE) return ''
  return ` The test does not bear the interval out: take the difference for open.`
}

function nonInferiority(
  { interval, strategy, baseline }: Comparison,
  margin: number | null,
  points: number,
): string {
  if (margin === null) return ''
  const low = interval!.low * points
  const declared = `the declared margin of ${formatNumber(margin)} points`
  return low > -margin
    ? ` ${strategy} is not inferior to ${baseline} by ${declared}: the lower end of the interval is ${formatNumber(low)}.`
    : ` That ${strategy} is not inferior to ${baseline} by ${declared} is not shown: the lower end of the interval is ${formatNumber(low)}.`
}

function cautionOf(patients: number): string {
  if (patients >= FEW_PATIENTS) return ''
  const few = ` With only ${counted(patients, 'patient')}`
  if (patients >= FEWEST_FOR_EVIDENCE) return `${few} the interval is likely too narrow.`
  return `${few} even complete agreement could be chance: it takes ${FEWEST_FOR_EVIDENCE} to show anything at the 5 % level.`
}

function leftOut({ exclusions, n }: Comparison, treated: Estimate | null, points: number): string {
  if (exclusions.length === 0) return ''
  const excluded = ` Left out: ${counted(exclusions.length, 'instruction')} unscored in one arm or both.`
  if (treated === null || treated.mean === null || treated.n === n) return excluded
  const range = treated.interval === null ? '' : ` (${formatInterval(treated.interval, points)})`
  return `${excluded} With what one arm failed counted as 0 the difference is ${formatDifference(treated.mean * points)} points${range}.`
}

function claim(primary: Comparison, points: number): string {
  const size = formatNumber(Math.abs(primary.mean!) * points)
  const up = primary.mean! > 0
  if (primary.measure === 'evidence-recall')
    return `finds ${size} points ${up ? 'more' : 'less'} of the evidence`
  return `scores ${size} points ${up ? 'higher' : 'lower'} on ${primary.measure}`
}
