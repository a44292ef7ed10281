import {
  counted,
  formatBudget,
  formatDifference,
  formatInterval,
  formatNumber,
  pointsOf,
} from './format-value.js'
import type { Comparison, Summary } from './summarise.js'

// Below about 20 clusters a cluster bootstrap is known to give intervals that are too narrow.
const FEW_PATIENTS = 20
// If chance alone gives each patient its sign, all of G agree with probability 2 / 2^G: below 5 % from 6 on.
const FEWEST_FOR_EVIDENCE = 6

/** Whether an interval leaves 0 out, and on which side. */
export type Direction = 'higher' | 'lower' | 'open'

/** 'open' where the interval includes 0 or there is none: then nothing was shown. */
export function directionOf(comparison: Comparison): Direction {
  if (comparison.interval === null) return 'open'
  if (comparison.interval.low > 0) return 'higher'
  return comparison.interval.high < 0 ? 'lower' : 'open'
}

/** The finding of the primary comparison in sentences that claim no more than its interval allows. */
export function verdictOf(summary: Summary): string {
  const { primary } = summary
  if (primary === null)
    return 'No primary comparison was declared: what follows describes, it does not decide.'
  const where = primary.budget === null ? 'Without a budget' : `At ${formatBudget(primary.budget)} tokens`
  if (primary.mean === null)
    return `${where}, nothing can be said of ${primary.strategy} against ${primary.baseline} on ${primary.measure}: no instruction is scored in both.`
  const basis = `${counted(primary.n, 'instruction')} of ${counted(primary.clusters, 'patient')}`
  const points = pointsOf(primary.measure)
  if (primary.interval === null)
    return `${where}, the difference of ${primary.strategy} to ${primary.baseline} on ${primary.measure} is ${formatDifference(primary.mean * points)} points (${basis}), but there is no interval: ${primary.intervalReason}. It decides nothing.`
  const interval = `${Math.round(summary.level * 100)} % interval ${formatInterval(primary.interval, points)}, ${basis}`
  const finding =
    directionOf(primary) === 'open'
      ? `${where}, ${primary.strategy} and ${primary.baseline} cannot be told apart on ${primary.measure}: the difference is ${formatDifference(primary.mean * points)} points (${interval}), and the interval includes 0.`
      : `${where}, ${primary.strategy} ${claim(primary, points)} than ${primary.baseline} (${interval}).`
  const cautions = [
    cautionOf(primary.clusters),
    primary.exclusions.length > 0
      ? ` Left out: ${counted(primary.exclusions.length, 'instruction')} unscored in one arm or both.`
      : '',
  ]
  return finding + cautions.join('')
}

function cautionOf(patients: number): string {
  if (patients >= FEW_PATIENTS) return ''
  const few = ` With only ${counted(patients, 'patient')}`
  if (patients >= FEWEST_FOR_EVIDENCE) return `${few} the interval is likely too narrow.`
  return `${few} even complete agreement could be chance: it takes ${FEWEST_FOR_EVIDENCE} to show anything at the 5 % level.`
}

function claim(primary: Comparison, points: number): string {
  const size = formatNumber(Math.abs(primary.mean!) * points)
  const up = primary.mean! > 0
  if (primary.measure === 'evidence-recall')
    return `finds ${size} points ${up ? 'more' : 'less'} of the evidence`
  return `scores ${size} points ${up ? 'higher' : 'lower'} on ${primary.measure}`
}
