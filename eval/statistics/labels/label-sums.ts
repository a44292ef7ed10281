import { groupBy } from '../../../base/group-by.js'
import { exactSum } from '../sums/exact-sum.js'

/** A response that a judge graded, and the label that a person gave it, on the same scale; null if nobody did. */
export type JudgedItem = { readonly cluster: string; readonly judge: number; readonly label: number | null }

/** Sums over the labeled and the other responses of one patient. */
export type LabelSums = {
  readonly labeled: number
  readonly labels: number
  readonly labeledJudge: number
  readonly unlabeled: number
  readonly unlabeledJudge: number
}

/** Sums by patient, in the order of their names, so that the order of the items does not matter. */
export function labelSums(items: readonly JudgedItem[]): LabelSums[] {
  const groups = groupBy(items, ({ cluster }) => cluster)
  return [...groups.keys()].toSorted().map((cluster) => sumsOfPatient(groups.get(cluster)!))
}

function sumsOfPatient(items: readonly JudgedItem[]): LabelSums {
  const sorted = items.toSorted((a, b) => a.judge - b.judge || (a.label ?? 0) - (b.label ?? 0))
  const labeled = sorted.filter(({ label }) => label !== null)
  const unlabeled = sorted.filter(({ label }) => label === null)
  return {
    labeled: labeled.length,
    labels: exactSum(labeled.map(({ label }) => label!)),
    labeledJudge: exactSum(labeled.map(({ judge }) => judge)),
    unlabeled: unlabeled.length,
    unlabeledJudge: exactSum(unlabeled.map(({ judge }) => judge)),
  }
}

/**
 * The three means of the prediction-powered estimate and how much each patient moves them. The estimate with weight lambda is
 * labels + lambda * gap; its clustered variance is the sum of squares of ofLabels + lambda * ofGap. gap: the judge's mean of the
 * unlabeled responses less that of the labeled ones.
 */
export type Influence = {
  readonly labels: number
  readonly gap: number
  readonly ofLabels: readonly number[]
  readonly ofGap: readonly number[]
}

/**
 * By leaving out one patient at a time (the jackknife; CR3 of MacKinnon and White 1985), the labeled and the unlabeled sample each
 * with its own (G - 1) / G: a patient with many responses counts for more than by its residual. With one response per patient the
 * variances are the usual ones over n - 1. Needs 2 patients with labels; the parts of the gap are 0 unless 2 patients have
 * unlabeled responses.
 */
export function influenceOf(patients: readonly LabelSums[]): Influence {
  const n = exactSum(patients.map(({ labeled }) => labeled))
  const rest = exactSum(patients.map(({ unlabeled }) => unlabeled))
  const labels = exactSum(patients.map((one) => one.labels)) / n
  const labeledJudge = exactSum(patients.map((one) => one.labeledJudge)) / n
  const unlabeledJudge = exactSum(patients.map((one) => one.unlabeledJudge)) / rest
  const scale = jackknifeScale(patients.filter(({ labeled }) => labeled > 0).length)
  const ofLabels = patients.map((one) => (scale * (one.labels - labels * one.labeled)) / (n - one.labeled))
  const withRest = patients.filter(({ unlabeled }) => unlabeled > 0).length
  if (withRest < 2) return { labels, gap: 0, ofLabels, ofGap: patients.map(() => 0) }
  const scaleOfRest = jackknifeScale(withRest)
  const ofGap = patients.map(
    (one) =>
      (scaleOfRest * (one.unlabeledJudge - unlabeledJudge * one.unlabeled)) / (rest - one.unlabeled) -
      (scale * (one.labeledJudge - labeledJudge * one.labeled)) / (n - one.labeled),
  )
  return { labels, gap: unlabeledJudge - labeledJudge, ofLabels, ofGap }
}

/** The root of (G - 1) / G, for the changes of an estimate when one of G patients is left out. */
export function jackknifeScale(patients: number): number {
  return Math.sqrt((patients - 1) / patients)
}
