import { counted } from '../../../base/text/format-count.js'
import { directionOf, senseOf } from '../../compare/measure-direction.js'
import type { Comparison, DeclaredComparison } from '../../compare/tested/comparison.js'
import { formatDifference, formatInterval, formatNumber, pointsOf } from '../tables/format-value.js'
import { basisOf } from './basis.js'
import type { PairWords } from './pair-words.js'
import { tokensWords } from './tokens-words.js'

/** The finding of a comparison without a margin, in a sentence that claims no more than its interval allows. */
export function finding(comparison: DeclaredComparison, words: PairWords, level: number): string {
  const { measure, mean, interval, intervalReason, n, clusters } = comparison
  const { where, own, other } = words
  const points = pointsOf(measure)
  if (mean === null)
    return `${where}${own} and ${other} cannot be compared on ${measure}: no instruction is scored in both.`
  const size = `${formatDifference(mean * points)} points`
  if (interval === null)
    return `${where === '' ? 'The' : `${where}the`} difference between ${own} and ${other} on ${measure} is ${size} (${counted(n, 'instruction')} of ${counted(clusters, 'patient')}), but there is no interval: ${intervalReason}. No conclusion can be drawn.`
  const range = `${Math.round(level * 100)}% interval ${formatInterval(interval, points)}, ${basisOf(comparison)}`
  const saved = tokensWords(comparison.tokens)
  return directionOf(comparison, measure) === 'open'
    ? `${where}${own} and ${other} cannot be told apart on ${measure}: the difference is ${size} (${range}), and the interval includes 0.${saved === '' ? '' : ` ${own} ${saved}.`}`
    : `${where}${own} ${claim(comparison, points)} than ${other} (${range})${saved === '' ? '' : `, and ${saved}`}.`
}

function claim({ mean, measure }: Comparison, points: number): string {
  const size = formatNumber(Math.abs(mean!) * points)
  const up = mean! > 0
  if (measure === 'evidence-recall') return `finds ${size} points ${up ? 'more' : 'less'} of the evidence`
  return `scores ${size} points ${up ? 'higher' : 'lower'} on ${measure}${senseOf(measure) < 0 ? ', where lower is better,' : ''}`
}
