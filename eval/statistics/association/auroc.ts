import { exactSum } from '../sums/exact-sum.js'
import { averageRanks } from '../sums/ranks.js'

/** How well scores tell positives from negatives; a field is null if there is none, and `reason` says why. */
export type Discrimination = {
  readonly auroc: number | null
  readonly averagePrecision: number | null
  readonly reason: string | null
}

/**
 * auroc: P(a positive scores above a negative) plus half of P(they tie). averagePrecision: precision at each distinct score times
 * the recall gained there, 0 without positives. Agrees with scikit-learn.
 */
export function discrimination(isPositive: readonly boolean[], scores: readonly number[]): Discrimination {
  if (isPositive.length !== scores.length)
    throw new Error(`expected a score for each label, found ${scores.length} for ${isPositive.length}`)
  const none = { auroc: null, averagePrecision: null }
  if (scores.length === 0) return { ...none, reason: 'nothing was scored' }
  if (!scores.every(Number.isFinite)) return { ...none, reason: 'a score is not a finite number' }
  const positives = isPositive.filter(Boolean).length
  const negatives = scores.length - positives
  const precision = averagePrecision(isPositive, scores, positives)
  if (positives === 0 || negatives === 0)
    return { auroc: null, averagePrecision: precision, reason: 'all labels are the same' }
  const rankSum = exactSum(averageRanks(scores).ranks.filter((_, i) => isPositive[i]))
  const auroc = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
  return { auroc, averagePrecision: precision, reason: null }
}

function averagePrecision(
  isPositive: readonly boolean[],
  scores: readonly number[],
  positives: number,
): number {
  if (positives === 0) return 0
  const order = scores.map((_, i) => i).toSorted((i, j) => scores[j]! - scores[i]!)
  const steps: number[] = []
  let found = 0
  for (let start = 0; start < order.length; ) {
    let end = start
    const before = found
    for (; end < order.length && scores[order[end]!] === scores[order[start]!]; end += 1)
      found += Number(isPositive[order[end]!])
    steps.push(((found - before) / positives) * (found / end))
    start = end
  }
  return exactSum(steps)
}
