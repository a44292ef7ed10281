import { studentQuantile } from '../distributions/student-t.js'
import { exactSum } from '../sums/exact-sum.js'
import { influenceOf, type JudgedItem, labelSums } from './label-sums.js'
import { type Tuning, tunedLambda } from './power-tuning.js'

/** A mean with its clustered standard error and interval; all in the unit of the labels. */
export type MeanOfLabels = {
  readonly mean: number
  readonly standardError: number
  readonly low: number
  readonly high: number
}

/**
 * corrected: the prediction-powered mean. labelsOnly: the mean of the labels alone, which it should improve on. judgeMean: of all
 * grades, uncorrected. judgeBias: the judge's mean less the people's on the labeled responses. effectiveLabels: how many labels
 * without a judge would give the interval of `corrected`; labelsReplaced: that less the labels there are, below 0 if the judge
 * does harm. If corrected is null, `reason` says why.
 */
export type PredictionPowered = {
  readonly items: number
  readonly patients: number
  readonly labels: number
  readonly labeledPatients: number
  readonly judgeMean: number | null
  readonly judgeBias: number | null
  readonly corrected: MeanOfLabels | null
  readonly labelsOnly: MeanOfLabels | null
  readonly lambda: number | null
  readonly effectiveLabels: number | null
  readonly labelsReplaced: number | null
  readonly level: number
  readonly reason: string | null
}

/**
 * The mean that people would have given all responses, if they labeled a random part and a judge graded all: prediction-powered
 * inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023; PPI++ 2023). Labels count fully; the judge's grades of the
 * unlabeled responses add lambda times what they differ from its grades of the labeled ones. A biased judge gives no biased
 * mean, only a wider interval. Which responses were labeled must not depend on what they say. Intervals: Student's t with labeled
 * patients - 1 degrees of freedom, the standard error clustered by patient; with fewer than 100 labeled patients they cover skewed
 * labels a little too rarely (93.9% instead of 95% at 47 in test/eval/statistics/labels-simulation.test.ts). With one response per patient and a given
 * lambda the figures are those of evalstats 0.3.3.
 */
export function predictionPoweredMean(
  items: readonly JudgedItem[],
  { tuning, level }: { readonly tuning: Tuning; readonly level: number },
): PredictionPowered {
  const patients = labelSums(items)
  const labels = items.filter(({ label }) => label !== null).length
  const labeledPatients = patients.filter(({ labeled }) => labeled > 0).length
  const ofLabeled = (value: (item: JudgedItem) => number) =>
    exactSum(items.filter(({ label }) => label !== null).map(value)) / labels
  const found = {
    items: items.length,
    patients: patients.length,
    labels,
    labeledPatients,
    judgeMean: items.length === 0 ? null : exactSum(items.map(({ judge }) => judge)) / items.length,
    judgeBias: labels === 0 ? null : ofLabeled(({ judge, label }) => judge - label!),
    level,
  }
  const reason = reasonOf(labels, labeledPatients)
  if (reason !== null) return { ...found, ...NONE, reason }
  const influence = influenceOf(patients)
  const { lambda, variance } = tuning === 'tuned' ? tunedLambda(patients) : tuning
  const ofLambda = (weight: number) =>
    exactSum(influence.ofLabels.map((own, g) => (own + weight * influence.ofGap[g]!) ** 2))
  const quantile = studentQuantile((1 + level) / 2, labeledPatients - 1)
  const plain = ofLambda(0)
  const corrected = ofLambda(lambda) + influence.gap ** 2 * variance
  const effectiveLabels = corrected > 0 ? (labels * plain) / corrected : null
  return {
    ...found,
    corrected: meanOfLabels(influence.labels + lambda * influence.gap, corrected, quantile),
    labelsOnly: meanOfLabels(influence.labels, plain, quantile),
    lambda,
    effectiveLabels,
    labelsReplaced: effectiveLabels === null ? null : effectiveLabels - labels,
    reason: null,
  }
}

const NONE = {
  corrected: null,
  labelsOnly: null,
  lambda: null,
  effectiveLabels: null,
  labelsReplaced: null,
}

function reasonOf(labels: number, labeledPatients: number): string | null {
  if (labels === 0) return 'no response has a label'
  return labeledPatients < 2 ? 'the labels are of fewer than 2 patients' : null
}

function meanOfLabels(mean: number, variance: number, quantile: number): MeanOfLabels {
  const standardError = Math.sqrt(variance)
  const half = quantile * standardError
  return { mean, standardError, low: mean - half, high: mean + half }
}
