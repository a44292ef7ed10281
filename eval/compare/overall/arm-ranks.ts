import { rankProbabilities } from '../../statistics/ranking/first-rank.js'
import { senseOf } from '../measure-direction.js'
import type { PlanArm } from '../value-table.js'
import type { ArmLeftOut, ComparableArms } from './comparable-arms.js'

/** first: share of the resamples in which the arm has the best mean; meanRank: from 1. */
export type RankedArm = PlanArm & { readonly first: number; readonly meanRank: number }

/**
 * How often each arm would be the best of all if other patients had been drawn. arms: the most often first one first. best: the one
 * that is first in at least 95% of the resamples, or null. n, clusters: the instructions that all arms have scored, and their
 * patients. If there are no ranks, `reason` says why.
 */
export type ArmRanks = {
  readonly measure: string
  readonly generator: string
  readonly arms: readonly RankedArm[]
  readonly best: PlanArm | null
  readonly n: number
  readonly clusters: number
  readonly resamples: number
  readonly leftOut: readonly ArmLeftOut[]
  readonly reason: string | null
}

/** Null if the measure does not judge, or if there are not two arms to rank. */
export function armRanks(
  { compared, leftOut }: ComparableArms,
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): ArmRanks | null {
  const first = compared[0]?.rows[0]
  const sense = first === undefined ? 0 : senseOf(first.measure)
  if (first === undefined || sense === 0 || compared.length < 2) return null
  const instructions = compared[0]!.rows.map(({ patientId }, i) => ({
    cluster: patientId,
    values: compared.map(({ rows }) => {
      const { value } = rows[i]!
      return value === null ? null : sense * value
    }),
  }))
  const found = rankProbabilities(instructions, { seed, resamples })
  const { n, clusters, reason } = found
  const arms = compared.flatMap(({ arm }, i) =>
    found.first === null || found.meanRanks === null
      ? []
      : [{ ...arm, first: found.first[i]!, meanRank: found.meanRanks[i]! }],
  )
  return {
    measure: first.measure,
    generator: first.generator,
    arms: arms.toSorted((a, b) => b.first - a.first || a.meanRank - b.meanRank),
    best: found.best === null ? null : compared[found.best]!.arm,
    ...{ n, clusters, resamples, leftOut, reason },
  }
}
