import { varianceOf } from '../sums/moments.js'
import { jackknifeScale, type LabelSums } from './label-sums.js'

/** How much the judge's grades count: 0 not at all, 1 fully. variance: of lambda itself, 0 if it was fixed in advance. */
export type Lambda = { readonly lambda: number; readonly variance: number }

/** tuned: the lambda that minimizes the variance; or one that is given, `{ lambda: 1, variance: 0 }` being the original estimate. */
export type Tuning = 'tuned' | Lambda

// Squares of grades that differ by rounding only.
const RELATIVE_TOLERANCE = 1e-24

/**
 * The weight that minimizes the clustered variance of the estimate, between 0 and 1 (Angelopoulos, Duchi and Zrnic 2023, PPI++).
 * Its own variance is that of the jackknife over patients, so that an interval does not treat the estimated weight as known.
 */
export function tunedLambda(patients: readonly LabelSums[]): Lambda {
  const lambda = lambdaWithout(patients, null)
  const labeled = patients.filter((one) => one.labeled > 0).length
  const left = patients.flatMap((one) =>
    labeled - Number(one.labeled > 0) < 2 ? [] : [lambdaWithout(patients, one)],
  )
  const count = left.length
  return { lambda, variance: count < 2 ? 0 : ((count - 1) ** 2 / count) * varianceOf(left) }
}

/**
 * The best weight without one patient, as from `influenceOf` the others; plain sums, because it is called for every patient.
 * Without variation of the judge's grades it is 0.
 */
function lambdaWithout(patients: readonly LabelSums[], left: LabelSums | null): number {
  let [n, labels, labeledJudge, labeledPatients] = [0, 0, 0, 0]
  let [rest, unlabeledJudge, restPatients] = [0, 0, 0]
  for (const one of patients) {
    if (one === left) continue
    n += one.labeled
    labels += one.labels
    labeledJudge += one.labeledJudge
    labeledPatients += Number(one.labeled > 0)
    rest += one.unlabeled
    unlabeledJudge += one.unlabeledJudge
    restPatients += Number(one.unlabeled > 0)
  }
  if (restPatients < 2) return 0
  const scale = jackknifeScale(labeledPatients)
  const scaleOfRest = jackknifeScale(restPatients)
  let [products, squares, size] = [0, 0, 0]
  for (const one of patients) {
    if (one === left) continue
    const ofLabels = (scale * (one.labels - (labels / n) * one.labeled)) / (n - one.labeled)
    const ofGap =
      (scaleOfRest * (one.unlabeledJudge - (unlabeledJudge / rest) * one.unlabeled)) /
        (rest - one.unlabeled) -
      (scale * (one.labeledJudge - (labeledJudge / n) * one.labeled)) / (n - one.labeled)
    products += ofLabels * ofGap
    squares += ofGap * ofGap
    size += (one.unlabeledJudge / rest) ** 2 + (one.labeledJudge / n) ** 2
  }
  return squares <= RELATIVE_TOLERANCE * size ? 0 : Math.min(1, Math.max(0, -products / squares))
}
