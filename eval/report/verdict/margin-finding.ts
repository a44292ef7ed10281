import { senseOf } from '../../compare/measure-direction.js'
import type { DeclaredComparison } from '../../compare/tested/comparison.js'
import type { MarginDecision } from '../../statistics/paired/margin-decision.js'
import { formatDifference, formatInterval, formatNumber, pointsOf } from '../tables/format-value.js'
import { basisOf } from './basis.js'
import type { PairWords } from './pair-words.js'
import { tokensWords } from './tokens-words.js'

/** The finding of a comparison with a margin, in one sentence: its interval and the margin decide. Null if there is no interval. */
export function marginFinding(comparison: DeclaredComparison, words: PairWords): string | null {
  const { byMargin, margin, measure } = comparison
  if (byMargin === null || byMargin.decided === null || byMargin.mean === null || margin === null) return null
  const points = pointsOf(measure)
  const sense = senseOf(measure)
  const { low, high } = byMargin.interval!
  // The test has the sign of 'better'; readers see the measure's own scale.
  const interval = sense < 0 ? { low: -high, high: -low } : { low, high }
  const size = `the difference is ${formatDifference(sense * byMargin.mean * points)} points (${Math.round(byMargin.level * 100)}% interval ${formatInterval(interval, points)}, ${basisOf(comparison)})`
  const lower = sense < 0 ? ' (lower is better)' : ''
  const { isNonInferior, isWorseThanMargin, decision } = byMargin.decided
  const names = {
    ...words,
    on: `on ${measure}${lower}`,
    by: `the declared margin of ${formatNumber(margin)} points`,
  }
  const claim = CLAIMS[decision](names, { isNonInferior, isWorseThanMargin })
  const saved = tokensWords(comparison.tokens)
  return `${words.where}${claim}: ${size}${saved === '' ? '' : `, and ${words.own} ${saved}`}.`
}

type Names = PairWords & { readonly on: string; readonly by: string }
type Is = { readonly isNonInferior: boolean; readonly isWorseThanMargin: boolean }

const CLAIMS: Readonly<Record<MarginDecision, (names: Names, is: Is) => string>> = {
  superior: ({ own, other, on, by }) => `${own} is better than ${other} ${on}, and so non-inferior by ${by}`,
  equivalent: ({ own, other, on, by }) => `${own} is equivalent to ${other} ${on} within ${by}`,
  'non-inferior': ({ own, other, on, by }) => `${own} is non-inferior to ${other} ${on} by ${by}`,
  inferior: ({ own, other, on, by }, { isNonInferior, isWorseThanMargin }) =>
    `${own} is worse than ${other} ${on}, ${isWorseThanMargin ? `by more than ${by}` : isNonInferior ? `by less than ${by}` : `and ${by} is not excluded`}`,
  undecided: ({ own, other, on, by }) =>
    `${own} and ${other} cannot be told apart ${on}, and non-inferiority by ${by} is not shown`,
}
