import { counted, formatCount } from '../../base/text/format-count.js'
import type { Comparison } from '../compare/comparison.js'
import { POWER } from '../compare/comparison-test.js'
import { directionOf, senseOf, worstOf } from '../compare/measure-direction.js'
import type { Summary } from '../compare/summarise.js'
import type { Estimate } from '../statistics/resampling/bootstrap.js'
import {
  formatBudget,
  formatDifference,
  formatInterval,
  formatNumber,
  pointsOf,
} from './tables/format-value.js'

// From 100 patients on the interval covered 95 +- 1% in the simulation (test/eval/statistics/simulation.test.ts); with fewer it is too
// narrow: 93% at 50, 91% at 20.
const FEW_PATIENTS = 100
// If chance alone gives each patient its sign, all of G agree with probability 2 / 2^G: below 5% from 6 on.
/** With fewer patients no two-sided p of sign flips can be below .05. */
export const FEWEST_FOR_EVIDENCE = 6
const ALPHA = 0.05

/** The finding of the primary comparison in sentences that claim no more than its interval and its test allow. */
export function verdictOf(summary: Summary): string {
  const { primary } = summary
  if (primary === null) return 'No primary comparison was declared: the results below are descriptive only.'
  const where = placeOf(primary, summary)
  if (primary.mean === null)
    return `${where}, ${primary.strategy} and ${primary.baseline} cannot be compared on ${primary.measure}: no instruction is scored in both.`
  const basis = `${counted(primary.n, 'instruction')} of ${counted(primary.clusters, 'patient')}`
  const points = pointsOf(primary.measure)
  if (primary.interval === null)
    return `${where}, the difference of ${primary.strategy} to ${primary.baseline} on ${primary.measure} is ${formatDifference(primary.mean * points)} points (${basis}), but there is no interval: ${primary.intervalReason}. No conclusion can be drawn.`
  const p = primary.test.p === null ? '' : `${formatP(primary.test.p)} by sign flips over patients, `
  const interval = `${Math.round(summary.level * 100)}% interval ${formatInterval(primary.interval, points)}, ${p}${basis}`
  const isOpen = directionOf(primary, primary.measure) === 'open'
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

/** A sentence if even complete agreement of all patients stays above 5% after Holm over `tests`; otherwise empty. */
export function outOfReach(patients: number, tests: number): string {
  const least = 2 / 2 ** patients
  return least * tests < ALPHA
    ? ''
    : ` With ${counted(patients, 'patient')} no p can fall below ${least.toPrecision(2)}, so none of ${formatCount(tests)} can remain below ${ALPHA} after Holm, however large the differences are.`
}

/** Names the generator if there are several. */
function placeOf({ budget, generator }: Comparison, { cells }: Summary): string {
  const at = budget === null ? 'Without a budget' : `At ${formatBudget(budget)} tokens`
  return new Set(cells.map((cell) => cell.generator)).size > 1 ? `${at}, answered by ${generator}` : at
}

/** Which generator the verdict is about, and why, if there are several; otherwise nothing. */
export function headlineNote({ cells, headline }: Summary): string {
  const generators = [...new Set(cells.map((cell) => cell.generator))]
  return generators.length < 2
    ? ''
    : `The verdict, the primary comparison, the matrix and the strata are about the answers of ${headline.name} (${headline.because}; set 'compare.primary.generator' in the experiment file to choose another). All generators: ${generators.join(', ')}.`
}

function detectable(difference: number | null, points: number): string {
  if (difference === null) return ''
  // No difference can be larger than the whole scale.
  if (difference * points > 100)
    return ` With so few instructions and patients, no difference can be detected with ${POWER * 100}% power, however large.`
  return ` This many instructions and patients can detect a difference of ${formatNumber(difference * points)} points with ${POWER * 100}% power.`
}

function contradiction({ test, clusters }: Comparison): string {
  if (test.p === null || test.p < ALPHA || clusters < FEWEST_FOR_EVIDENCE) return ''
  return ` The test does not confirm the interval: treat the difference as unproven.`
}

function nonInferiority(
  { interval, strategy, baseline, measure }: Comparison,
  margin: number | null,
  points: number,
): string {
  if (margin === null) return ''
  const isLess = senseOf(measure) < 0
  const worst = (isLess ? interval!.high : interval!.low) * points
  const end = `the ${isLess ? 'upper' : 'lower'} end of the interval is ${formatNumber(worst)}.`
  const declared = `the declared margin of ${formatNumber(margin)} points`
  return (isLess ? -worst : worst) > -margin
    ? ` ${strategy} is non-inferior to ${baseline} by ${declared}: ${end}`
    : ` Non-inferiority of ${strategy} to ${baseline} by ${declared} is not shown: ${end}`
}

function cautionOf(patients: number): string {
  if (patients >= FEW_PATIENTS) return ''
  const few = ` With only ${counted(patients, 'patient')}`
  if (patients >= FEWEST_FOR_EVIDENCE) return `${few}, the interval is likely too narrow.`
  return `${few}, even complete agreement could be chance: at least ${FEWEST_FOR_EVIDENCE} are needed to show anything at the 5% level.`
}

function leftOut({ exclusions, n, measure }: Comparison, treated: Estimate | null, points: number): string {
  if (exclusions.length === 0) return ''
  const excluded = ` Left out: ${counted(exclusions.length, 'instruction')} unscored in one arm or both.`
  if (treated === null || treated.mean === null || treated.n === n) return excluded
  const range = treated.interval === null ? '' : ` (${formatInterval(treated.interval, points)})`
  return `${excluded} If failures of one arm count as ${worstOf(measure) === 0 ? '0' : 'the worst value'}, the difference is ${formatDifference(treated.mean * points)} points${range}.`
}

function claim(primary: Comparison, points: number): string {
  const size = formatNumber(Math.abs(primary.mean!) * points)
  const up = primary.mean! > 0
  if (primary.measure === 'evidence-recall')
    return `finds ${size} points ${up ? 'more' : 'less'} of the evidence`
  return `scores ${size} points ${up ? 'higher' : 'lower'} on ${primary.measure}${senseOf(primary.measure) < 0 ? ', where lower is better,' : ''}`
}
