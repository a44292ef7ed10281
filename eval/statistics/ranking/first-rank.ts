import { clusterSums } from '../resampling/bootstrap.js'
import { drawWeights } from '../resampling/draw-weights.js'
import { weightedSumsOf } from '../sums/weighted-sums.js'

/** Values of all arms for one instruction, in the order of the arms; null: unscored. Higher is better. */
export type ArmsOfInstruction = { readonly cluster: string; readonly values: readonly (number | null)[] }

/**
 * first: for each arm, the share of resamples in which its mean is the highest; arms that tie share a resample equally, so the
 * shares sum to 1. meanRanks: the mean rank over the resamples, from 1; ties get the mean of their ranks. best: the arm with a
 * share of at least 95%, or null. n, clusters: the instructions that all arms have scored, and their patients. left: the
 * other instructions. If there are no shares, `reason` says why.
 */
export type RankProbabilities = {
  readonly first: readonly number[] | null
  readonly meanRanks: readonly number[] | null
  readonly best: number | null
  readonly n: number
  readonly clusters: number
  readonly left: number
  readonly reason: string | null
}

/** An arm is called the best of all if it is first in at least this share of the resamples. */
const BEST_SHARE = 0.95

// Means of the same values in another order may differ in their last bits and still be equal.
const RELATIVE_TOLERANCE = 1e-12

/**
 * How often each arm would be the best of all if other patients had been drawn: ranks of the arms' means in bootstrap resamples of
 * whole patients. All arms are ranked on the same instructions, those that each of them has scored. Throws if an instruction
 * has another number of arms than the first one.
 */
export function rankProbabilities(
  instructions: readonly ArmsOfInstruction[],
  settings: { readonly seed: number; readonly resamples: number },
): RankProbabilities {
  const arms = instructions[0]?.values.length ?? 0
  for (const { values } of instructions)
    if (values.length !== arms) throw new Error(`expected ${arms} arms, found ${values.length}`)
  const complete = instructions.filter(({ values }) => values.every((value) => value !== null))
  const columns = Array.from({ length: arms }, (_, arm) =>
    clusterSums(complete.map(({ cluster, values }) => ({ cluster, value: values[arm]! }))),
  )
  const clusters = columns[0]?.counts.length ?? 0
  const counts = { n: complete.length, clusters, left: instructions.length - complete.length }
  const reason = reasonOf(arms, clusters)
  if (reason !== null) return { first: null, meanRanks: null, best: null, ...counts, reason }
  const weights = drawWeights(clusters, settings)
  // All arms have the same instructions in a resample, so their sums rank as their means do.
  const sums = weightedSumsOf(
    weights,
    columns.map((column) => column.sums),
  )
  const { first, meanRanks } = rankSums(sums, settings.resamples)
  const best = first.findIndex((share) => share >= BEST_SHARE)
  return { first, meanRanks, best: best < 0 ? null : best, ...counts, reason: null }
}

function reasonOf(arms: number, clusters: number): string | null {
  if (arms < 2) return 'fewer than 2 arms'
  if (clusters === 0) return 'no instruction is scored in all arms'
  return clusters < 2 ? 'fewer than 2 patients' : null
}

function rankSums(sums: readonly Float64Array[], resamples: number) {
  const arms = sums.length
  const firsts = new Float64Array(arms)
  const ranks = new Float64Array(arms)
  const row = new Float64Array(arms)
  const own = new Float64Array(arms)
  for (let b = 0; b < resamples; b += 1) {
    let size = 1
    for (let arm = 0; arm < arms; arm += 1) {
      row[arm] = sums[arm]![b]!
      size = Math.max(size, Math.abs(row[arm]!))
    }
    const tolerance = RELATIVE_TOLERANCE * size
    let highest = Number.POSITIVE_INFINITY
    for (let arm = 0; arm < arms; arm += 1) {
      let rank = 0.5
      for (let other = 0; other < arms; other += 1) rank += standing(row[other]! - row[arm]!, tolerance)
      own[arm] = rank
      ranks[arm]! += rank
      highest = Math.min(highest, rank)
    }
    // n arms that tie for the first rank have the rank (n + 1) / 2 each.
    const share = 1 / (2 * highest - 1)
    for (let arm = 0; arm < arms; arm += 1) if (own[arm] === highest) firsts[arm]! += share
  }
  return {
    first: Array.from(firsts, (sum) => sum / resamples),
    meanRanks: Array.from(ranks, (sum) => sum / resamples),
  }
}

/** How many ranks a rival is ahead, by its lead: 1, half if equal, or 0. */
function standing(lead: number, tolerance: number): number {
  if (Math.abs(lead) <= tolerance) return 0.5
  return lead > 0 ? 1 : 0
}
