import { counted } from '../../../base/text/format-count.js'
import { directionOf, worstOf } from '../../compare/measure-direction.js'
import type { Summary } from '../../compare/summarise.js'
import type { Comparison, DeclaredComparison } from '../../compare/tested/comparison.js'
import { POWER } from '../../compare/tested/comparison-test.js'
import type { Estimate } from '../../statistics/resampling/bootstrap.js'
import { formatDifference, formatInterval, formatNumber, pointsOf } from '../tables/format-value.js'
import { finding } from './finding.js'
import { marginFinding } from './margin-finding.js'
import { ALPHA, FEWEST_FOR_EVIDENCE } from './p-value.js'
import { pairWords } from './pair-words.js'

// From 100 patients on the interval covered 95 +- 1% in the simulation (test/eval/statistics/margin-simulation.test.ts); with fewer it
// may be too narrow: 94.4% at 50, 91 to 94% at 20.
const FEW_PATIENTS = 100

/** The finding of the primary comparison in sentences that claim no more than its interval and its margin allow. */
export function verdictOf(summary: Summary): string {
  const { primary } = summary
  if (primary === null) return 'No primary comparison was declared: the results below are descriptive only.'
  const found = findingOf(primary, summary)
  if (primary.mean === null || primary.interval === null) return found
  const decision = primary.byMargin?.decided?.decision
  const isOpen =
    decision === undefined ? directionOf(primary, primary.measure) === 'open' : decision === 'undecided'
  return [
    found,
    isOpen ? detectable(summary.detectable, pointsOf(primary.measure)) : '',
    // A declared margin and its interval decide alone.
    isOpen || decision !== undefined ? '' : contradiction(primary),
    cautionOf(primary.clusters),
    leftOut(primary, summary.intentionToTreat),
  ].join('')
}

/** The finding of a declared comparison, in one or two sentences. */
function findingOf(comparison: DeclaredComparison, { cells, level }: Summary): string {
  const isOneGenerator = new Set(cells.map(({ generator }) => generator)).size < 2
  const words = pairWords(comparison, isOneGenerator)
  return marginFinding(comparison, words) ?? finding(comparison, words, level)
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

function cautionOf(patients: number): string {
  if (patients >= FEW_PATIENTS) return ''
  const few = ` With only ${counted(patients, 'patient')}`
  if (patients >= FEWEST_FOR_EVIDENCE) return `${few}, the interval is likely too narrow.`
  return `${few}, even complete agreement could be chance: at least ${FEWEST_FOR_EVIDENCE} are needed to show anything at the 5% level.`
}

function leftOut({ exclusions, n, measure }: Comparison, treated: Estimate | null): string {
  if (exclusions.length === 0) return ''
  const excluded = ` Left out: ${counted(exclusions.length, 'instruction')} unscored in one arm or both.`
  if (treated === null || treated.mean === null || treated.n === n) return excluded
  const points = pointsOf(measure)
  const range = treated.interval === null ? '' : ` (${formatInterval(treated.interval, points)})`
  return `${excluded} If failures of one arm count as ${worstOf(measure) === 0 ? '0' : 'the worst value'}, the difference is ${formatDifference(treated.mean * points)} points${range}.`
}
