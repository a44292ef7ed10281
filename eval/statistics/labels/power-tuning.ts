import { exactSum } from '../sums/exact-sum.js'
import { varianceOf } from '../sums/moments.js'
import { type Influence, influenceOf, type LabelSums } from './label-sums.js'

/** How much the judge's grades count: 0 not at all, 1 fully. variance: of lambda itself, 0 if it was fixed in advance. */
export type Lambda = { readonly lambda: number; readonly variance: number }

/** tuned: the lambda that minimizes the variance; or one that is given, `{ lambda: 1, variance: 0 }` being the original estimate. */
export type Tuning = 'tuned' | Lambda

/**
 * The weight that minimizes the clustered variance of the estimate, between 0 and 1 (Angelopoulos, Duchi and Zrnic 2023, PPI++).
 * Its own variance is that of the jackknife over patients, so that an interval does not treat the estimated weight as known.
 */
export function tunedLambda(patients: readonly LabelSums[]): Lambda {
  const lambda = bestLambda(influenceOf(patients))
  const left = patients.flatMap((_, g) => {
    const others = patients.toSpliced(g, 1)
    return others.filter(({ labeled }) => labeled > 0).length < 2 ? [] : [bestLambda(influenceOf(others))]
  })
  const count = left.length
  return { lambda, variance: count < 2 ? 0 : ((count - 1) ** 2 / count) * varianceOf(left) }
}

function bestLambda({ ofLabels, ofGap }: Influence): number {
  const squares = exactSum(ofGap.map((own) => own * own))
  if (squares === 0) return 0
  const products = exactSum(ofGap.map((own, g) => own * ofLabels[g]!))
  return Math.min(1, Math.max(0, -products / squares))
}
