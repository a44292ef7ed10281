import { armKey, type PlanArm } from '../value-table.js'
import { type Baseline, baselineOf } from './baseline.js'

/**
 * A declared comparison. `baseline`: the arm to compare with, at its own budget; absent: the baseline of the summary.
 * `generator`: absent for the headline's. `margin`: in points of 100; by how much the arm may be worse and still count as no
 * worse, and by how much both may differ and still count as equivalent; null or absent: not declared.
 */
export type Contrast = {
  readonly measure: string
  readonly strategy: string
  readonly budget: number | null
  readonly generator?: string
  readonly baseline?: { readonly strategy: string; readonly budget: number | null }
  readonly margin?: number | null
}

/** A pair of arms on one measure. */
export type ArmPair = { readonly measure: string; readonly arm: PlanArm; readonly other: PlanArm }

/** What contrasts are looked up in. `headline`: the generator of contrasts that name none. */
export type ContrastPlan = {
  readonly arms: readonly PlanArm[]
  readonly baseline: Baseline | null
  readonly headline: string
}

/** The arms that a contrast compares. @throws Error if the experiment does not have them */
export function pairOf(contrast: Contrast, { arms, baseline, headline }: ContrastPlan): ArmPair {
  const generator = contrast.generator ?? headline
  const find = ({ strategy, budget }: { strategy: string; budget: number | null }) =>
    arms.find((arm) => arm.strategy === strategy && arm.budget === budget && arm.generator === generator)
  const arm = find(contrast)
  const other =
    arm === undefined
      ? undefined
      : contrast.baseline === undefined
        ? (baselineOf(arm, baseline, arms) ?? undefined)
        : find(contrast.baseline)
  if (arm === undefined || other === undefined) {
    throw new Error(
      `expected a contrast of two arms of the experiment, found ${contrast.strategy} at budget ${contrast.budget} (${generator})`,
    )
  }
  return { measure: contrast.measure, arm, other }
}

/** Equal for pairs of the same arms on the same measure. */
export function pairKey({ measure, arm, other }: ArmPair): string {
  return JSON.stringify([measure, armKey(arm), armKey(other)])
}
