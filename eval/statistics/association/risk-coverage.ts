import type { BootstrapSettings, ClusteredValue } from '../resampling/bootstrap.js'
import { type Interval, percentileInterval } from '../resampling/bootstrap-interval.js'
import { drawWeights } from '../resampling/draw-weights.js'

/** An answer with its confidence; value: its loss, 1 if it is wrong and 0 if it is right. */
export type ConfidentValue = ClusteredValue & { readonly confidence: number }

/** A point of the curve: the share of answers that are kept, and the share of these that are wrong. */
export type RiskPoint = { readonly coverage: number; readonly risk: number }

/**
 * The risk-coverage curve of selective prediction (Geifman and El-Yaniv 2017): answers are kept from the most confident on, and
 * answers of equal confidence together. One point for each distinct confidence; empty without answers.
 */
export function riskCoverage(answers: readonly ConfidentValue[]): RiskPoint[] {
  let kept = 0
  let wrong = 0
  return blocksOf(answers).map((block) => {
    kept += block.length
    wrong += block.reduce((sum, { value }) => sum + value, 0)
    return { coverage: kept / answers.length, risk: wrong / kept }
  })
}

/**
 * Area under the risk-coverage curve: the mean, over k from 1 to n, of the risk of the k most confident answers, lower is better.
 * Among answers of equal confidence every order is equally likely, and the expected value counts. Null without answers.
 */
export function aurc(answers: readonly ConfidentValue[]): number | null {
  return answers.length === 0 ? null : weightedAurc(blocksOf(answers), () => 1)
}

/** The area with a percentile bootstrap interval that resamples whole clusters; null with fewer than 2 of them. */
export function aurcInterval(
  answers: readonly ConfidentValue[],
  { seed, resamples, level }: BootstrapSettings,
): Interval | null {
  const places = new Map(
    [...new Set(answers.map(({ cluster }) => cluster))].toSorted().map((cluster, i) => [cluster, i]),
  )
  if (places.size < 2) return null
  const weights = drawWeights(places.size, { seed, resamples })
  const blocks = blocksOf(answers.map((answer) => ({ ...answer, place: places.get(answer.cluster)! })))
  const areas = new Float64Array(resamples)
  for (let b = 0; b < resamples; b += 1)
    areas[b] = weightedAurc(blocks, ({ place }) => weights[b * places.size + place]!)
  return percentileInterval(areas, level)
}

/** Answers of equal confidence together, the most confident first. */
function blocksOf<T extends ConfidentValue>(answers: readonly T[]): T[][] {
  const blocks: T[][] = []
  for (const answer of answers.toSorted((a, b) => b.confidence - a.confidence)) {
    const last = blocks.at(-1)
    if (last !== undefined && last[0]!.confidence === answer.confidence) last.push(answer)
    else blocks.push([answer])
  }
  return blocks
}

/** @param weightOf how often an answer occurs */
function weightedAurc<T extends ConfidentValue>(
  blocks: readonly (readonly T[])[],
  weightOf: (answer: T) => number,
): number {
  let kept = 0
  let wrong = 0
  let area = 0
  for (const block of blocks) {
    const size = block.reduce((sum, one) => sum + weightOf(one), 0)
    const errors = block.reduce((sum, one) => sum + weightOf(one) * one.value, 0)
    for (let k = 1; k <= size; k += 1) area += (wrong + (errors * k) / size) / (kept + k)
    kept += size
    wrong += errors
  }
  return area / kept
}
