import type { PlanArm } from '../value-table.js'
import { type ArmColumn, scoredRows } from './arm-columns.js'

/** An arm that is left out of comparisons of all arms with each other. `reason` completes 'it ...'. */
export type ArmLeftOut = PlanArm & { readonly reason: string }

/** The arms that can be compared with each other, and the others. */
export type ComparableArms = {
  readonly compared: readonly ArmColumn[]
  readonly leftOut: readonly ArmLeftOut[]
}

/** An arm that lacks more than this share of the instructions that another one has would be compared on other instructions. */
const LEAST_SHARE = 0.9

/**
 * Leaves out arms that no user could have, because they see the judged evidence, and arms that lack more than a tenth of the
 * instructions of the arm that has most: the mean of an arm of whole records is about short records.
 * @param seesEvidence whether a strategy sees what people judged as evidence
 */
export function comparableArms(
  columns: readonly ArmColumn[],
  seesEvidence: (strategy: string) => boolean,
): ComparableArms {
  const counts = columns.map((column) => scoredRows(column).length)
  const most = Math.max(0, ...counts)
  const leftOut: ArmLeftOut[] = []
  const compared = columns.filter(({ arm }, i) => {
    const reason = seesEvidence(arm.strategy)
      ? 'sees the judged evidence'
      : counts[i]! === 0
        ? 'has no value'
        : counts[i]! < LEAST_SHARE * most
          ? `has a value for ${counts[i]!} instructions, and others for ${most}`
          : null
    if (reason !== null) leftOut.push({ ...arm, reason })
    return reason === null
  })
  return { compared, leftOut }
}
