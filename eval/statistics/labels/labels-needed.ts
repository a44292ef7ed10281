import { studentQuantile } from '../distributions/student-t.js'
import type { PredictionPowered } from './prediction-powered.js'

/** more: labels to add to reach the half width. allLabeled: the half width if every response were labeled. */
export type LabelsNeeded = {
  readonly halfWidth: number
  readonly more: number | null
  readonly allLabeled: number | null
  readonly reason: string | null
}

/**
 * How many more of the responses people would have to label until the interval is at most halfWidth on each side. With the best
 * lambda, n labels of N responses give the variance V / n * (1 - r (1 - n / N)): V / n is that of the labels alone, r the squared
 * correlation of grades and labels. Both are taken from what is observed, clustered; the labels added are assumed to
 * be drawn like those there are, and the variance to stay as it is, so this is a plan, not a promise. `estimate`: tuned.
 */
export function labelsNeeded(estimate: PredictionPowered, halfWidth: number): LabelsNeeded {
  const { corrected, labelsOnly, labels, items } = estimate
  if (corrected === null || labelsOnly === null)
    return { halfWidth, more: null, allLabeled: null, reason: estimate.reason }
  const half = (n: number) => predictedHalfWidth(estimate, n)
  if (half(labels) <= halfWidth) return { halfWidth, more: 0, allLabeled: half(items), reason: null }
  if (half(items) > halfWidth) {
    const reason = 'too wide even if every response were labeled: more instructions are needed'
    return { halfWidth, more: null, allLabeled: half(items), reason }
  }
  let [tooFew, enough] = [labels, items]
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2)
    if (half(middle) <= halfWidth) enough = middle
    else tooFew = middle
  }
  return { halfWidth, more: enough - labels, allLabeled: half(items), reason: null }
}

function predictedHalfWidth(estimate: PredictionPowered, n: number): number {
  const { labels, items, labeledPatients, patients, level } = estimate
  const plain = estimate.labelsOnly!.standardError ** 2
  const gain = plain > 0 ? 1 - estimate.corrected!.standardError ** 2 / plain : 0
  const unlabeled = 1 - labels / items
  const correlation = unlabeled > 0 ? Math.min(1, Math.max(0, gain / unlabeled)) : 0
  const variance = ((plain * labels) / n) * (1 - correlation * (1 - n / items))
  const df = Math.min(patients, (labeledPatients * n) / labels) - 1
  return studentQuantile((1 + level) / 2, df) * Math.sqrt(variance)
}
