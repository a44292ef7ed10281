import type { JudgedItem } from './label-sums.js'
import type { Tuning } from './power-tuning.js'
import { type PredictionPowered, predictionPoweredMean } from './prediction-powered.js'

/** A judge's grade and a person's label of the responses of two arms to the same instruction. */
export type JudgedPair = {
  readonly cluster: string
  readonly first: Omit<JudgedItem, 'cluster'>
  readonly second: Omit<JudgedItem, 'cluster'>
}

/** The difference first - second. labeledOnce: pairs with a label in one arm alone, which count as unlabeled. */
export type PredictionPoweredDifference = PredictionPowered & { readonly labeledOnce: number }

/**
 * The prediction-powered mean of the paired differences of two arms: a pair is labeled if both of its responses are. Differences
 * of grades correct differences of labels, so that what the judge gets wrong in both arms alike cancels.
 */
export function predictionPoweredDifference(
  pairs: readonly JudgedPair[],
  settings: { readonly tuning: Tuning; readonly level: number },
): PredictionPoweredDifference {
  const items = pairs.map(({ cluster, first, second }) => ({
    cluster,
    judge: first.judge - second.judge,
    label: first.label === null || second.label === null ? null : first.label - second.label,
  }))
  const isLabeledOnce = ({ first, second }: JudgedPair) => (first.label === null) !== (second.label === null)
  return { ...predictionPoweredMean(items, settings), labeledOnce: pairs.filter(isLabeledOnce).length }
}
