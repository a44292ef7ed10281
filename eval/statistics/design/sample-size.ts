import type { Plan } from './minimum-detectable.js'
import { pairedPower } from './power.js'

/** What an experiment is to show: a difference, or that it is above -margin, or within the margin on both sides. */
export type WantedFinding = 'difference' | 'non-inferiority' | 'equivalence'

/** The numbers that a size is planned from. `size`: the difference or the margin, in the unit of `sd`. */
export type SizePlan = Omit<Plan, 'clusters'> & { readonly finding: WantedFinding; readonly size: number }

/** `alpha`: of the two-sided test; margins are tested one-sided at half of it, as a two-sided interval does. */
export type SizeGoal = { readonly alpha: number; readonly power: number }

/** Clusters, and items at the planned number of items per cluster. */
export type NeededSize = { readonly clusters: number; readonly items: number }

const MOST_CLUSTERS = 1_000_000

/**
 * The fewest clusters with which a paired t test of cluster means has the power asked for, as `plannedDetectable` computes it. Of a
 * margin it is the power if both arms are equally good. Null above a million clusters, and for a size or an SD of 0 or less.
 */
export function neededSize(plan: SizePlan, goal: SizeGoal): NeededSize | null {
  if (!(plan.size > 0 && plan.sd > 0)) return null
  const isEnough = (clusters: number) => plannedPower(plan, clusters, goal.alpha) >= goal.power
  let high = 2
  while (!isEnough(high)) {
    high *= 2
    if (high > MOST_CLUSTERS) return null
  }
  let low = Math.max(1, high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isEnough(middle)) high = middle
    else low = middle
  }
  return { clusters: high, items: Math.ceil(high * plan.itemsPerCluster) }
}

/**
 * The power of a number of clusters (2 or more). That of equivalence is from two noncentral t: from 10 clusters on it is less than
 * 0.001 below the exact one if that is 0.8 or more, and up to 0.05 below with fewer.
 */
export function plannedPower(
  { itemsPerCluster, icc, sd, size, finding }: SizePlan,
  clusters: number,
  alpha: number,
): number {
  const designEffect = 1 + (itemsPerCluster - 1) * icc
  const dz = size / (sd * Math.sqrt(designEffect / itemsPerCluster))
  if (finding === 'difference') return pairedPower(dz, clusters, { alpha, sides: 'two-sided' })!
  const oneSided = pairedPower(dz, clusters, { alpha: alpha / 2, sides: 'greater' })!
  return finding === 'non-inferiority' ? oneSided : Math.max(0, 2 * oneSided - 1)
}
