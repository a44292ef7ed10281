import { meanOf, varianceOf } from '../sums/moments.js'
import { clusteredVariance } from './clustered-variance.js'
import { type RepeatedValues, scoredRepeats } from './repeated-values.js'

/**
 * Standard errors of the mean over instructions: now, and as predicted. twiceInstructions: with twice as many patients like these.
 * twiceRepeats: of the same instructions. endlessRepeats: what no number of repeats can go below.
 */
export type PredictedErrors = {
  readonly now: number
  readonly twiceInstructions: number
  readonly twiceRepeats: number
  readonly endlessRepeats: number
}

/**
 * How the values of one arm vary. betweenInstructions, betweenRepeats: variances; an estimate below 0 counts as 0. repeatShare: the
 * part of the squared standard error that is due to repeats. If there are none, `reason` says why.
 */
export type VarianceComponents = {
  readonly instructions: number
  readonly patients: number
  readonly repeats: number
  readonly mean: number | null
  readonly betweenInstructions: number | null
  readonly betweenRepeats: number | null
  readonly repeatShare: number | null
  readonly standardErrors: PredictedErrors | null
  readonly reason: string | null
}

/**
 * The variance of the values of one arm, split into instructions and repeats of an instruction (Miller, arXiv 2411.00640): the
 * variance of a single value is that of the instructions' true means plus the mean variance of their repeats, and with K repeats
 * of n instructions that of the mean is (between + within / K) / n. The standard error now is clustered by patient; more repeats
 * take away from it only what is due to repeats. With equally many repeats the components are those of a one-way analysis of
 * variance. repeats: the largest number of an instruction.
 */
export function varianceComponents(instructions: readonly RepeatedValues[]): VarianceComponents {
  const scored = scoredRepeats(instructions)
  const n = scored.length
  const means = scored.map(({ cluster, values }) => ({ cluster, value: meanOf(values) }))
  const within = scored.flatMap(({ values }) => (values.length < 2 ? [] : [varianceOf(values)]))
  const found = {
    instructions: n,
    patients: new Set(scored.map(({ cluster }) => cluster)).size,
    repeats: scored.reduce((most, { values }) => Math.max(most, values.length), 0),
    mean: n === 0 ? null : meanOf(means.map(({ value }) => value)),
  }
  const reason = reasonOf(n, within.length)
  if (reason !== null) return { ...found, ...NONE, reason }
  const betweenRepeats = meanOf(within)
  // Of the mean of an instruction: its repeats' variance over their number.
  const ofMeans = betweenRepeats * meanOf(scored.map(({ values }) => 1 / values.length))
  const betweenInstructions = Math.max(0, varianceOf(means.map(({ value }) => value)) - ofMeans)
  const variance = clusteredVariance(means)
  const dueToRepeats = Math.min(variance, ofMeans / n)
  return {
    ...found,
    betweenInstructions,
    betweenRepeats,
    repeatShare: variance === 0 ? 0 : dueToRepeats / variance,
    standardErrors: {
      now: Math.sqrt(variance),
      twiceInstructions: Math.sqrt(variance / 2),
      twiceRepeats: Math.sqrt(variance - dueToRepeats / 2),
      endlessRepeats: Math.sqrt(variance - dueToRepeats),
    },
    reason: null,
  }
}

const NONE = {
  betweenInstructions: null,
  betweenRepeats: null,
  repeatShare: null,
  standardErrors: null,
}

function reasonOf(instructions: number, repeated: number): string | null {
  if (instructions < 2) return 'fewer than 2 instructions are scored'
  return repeated === 0 ? 'no instruction has two scored repeats' : null
}
