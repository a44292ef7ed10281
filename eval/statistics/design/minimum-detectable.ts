import { groupBy } from '../../../base/group-by.js'
import type { ClusteredValue } from '../resampling/bootstrap.js'
import { varianceOf } from '../sums/moments.js'
import { magnitudeOf, spreadOf } from '../sums/spread.js'
import { designEffect } from './design-effect.js'
import { detectableEffect, type PowerGoal } from './power.js'

/** What an experiment is planned with. sd: of a paired difference of one item, in the unit of the measure. */
export type Plan = {
  readonly clusters: number
  readonly itemsPerCluster: number
  readonly icc: number
  readonly sd: number
}

/**
 * The smallest true mean difference that the experiment finds with the power asked for, in the unit of the measure. difference
 * null: `reason` says why. icc: as used, so 0 if that of the data is below 0.
 */
export type Detectable = {
  readonly difference: number | null
  readonly clusters: number
  readonly items: number
  readonly sd: number | null
  readonly icc: number | null
  readonly designEffect: number | null
  readonly reason: string | null
}

/**
 * Before an experiment: from planned numbers, by a paired t test of cluster means with clusters - 1 degrees of freedom, the
 * standard error sd sqrt(design effect / items) with 1 + (items per cluster - 1) icc (Donner and Klar 2000).
 */
export function plannedDetectable(plan: Plan, goal: PowerGoal): Detectable {
  const { clusters, itemsPerCluster, icc, sd } = plan
  const effect = 1 + (itemsPerCluster - 1) * icc
  return detectable({ clusters, items: clusters * itemsPerCluster, sd, icc, designEffect: effect }, goal)
}

/** After an experiment: the same from the differences found, with Kish's design effect of the item-weighted mean. */
export function observedDetectable(differences: readonly ClusteredValue[], goal: PowerGoal): Detectable {
  const groups = groupBy(differences, (one) => one.cluster)
  const clusters = [...groups.values()].map((group) => group.map((one) => one.value))
  const items = differences.length
  const design = designEffect(clusters)
  const values = clusters.flat()
  const sd = Math.sqrt(varianceOf(values))
  const isSingle = items === clusters.length
  const shared = { clusters: clusters.length, items }
  if (clusters.length < 2 || spreadOf(values, magnitudeOf(values)) !== 'real')
    return {
      ...shared,
      difference: null,
      sd: null,
      icc: null,
      designEffect: null,
      reason: noneReason(clusters.length),
    }
  const icc = isSingle ? 0 : Math.max(0, design.icc!)
  // A negative icc is noise more often than repulsion, and would promise more than independent items could.
  const effect = isSingle ? 1 : Math.max(1, design.designEffectKish!)
  return detectable({ ...shared, sd, icc, designEffect: effect }, goal)
}

function detectable(
  known: { clusters: number; items: number; sd: number; icc: number; designEffect: number },
  goal: PowerGoal,
): Detectable {
  const { clusters, items, sd } = known
  const standardised = detectableEffect(clusters, goal)
  if (standardised === null) return { ...known, difference: null, reason: noneReason(clusters) }
  const standardError = sd * Math.sqrt(known.designEffect / items)
  return { ...known, difference: standardised * Math.sqrt(clusters) * standardError, reason: null }
}

function noneReason(clusters: number): string {
  return clusters < 2 ? 'fewer than 2 patients' : 'the differences do not vary'
}
