import { type ParetoPlace, paretoPlaces } from '../../statistics/curves/pareto-front.js'
import type { Estimate } from '../../statistics/resampling/bootstrap.js'
import { senseOf } from '../measure-direction.js'
import type { CellSummary } from '../summarise.js'
import { armKey, type PlanArm } from '../value-table.js'
import { type ArmColumn, scoredRows } from './arm-columns.js'
import type { ComparableArms } from './comparable-arms.js'

/**
 * What an arm costs and how good it is. `cost`: mean over the instructions that the arm has scored and whose cost is known; null
 * if there is none. `place`: 'unplaced' arms have no mean or cost, or are left out for `reason`.
 */
export type FrontierArm = PlanArm &
  Pick<Estimate, 'n' | 'clusters' | 'mean' | 'interval'> & {
    readonly cost: number | null
    readonly place: ParetoPlace
    readonly reason: string | null
  }

/** The arms of one generator on one measure, by what they cost. */
export type Frontier = {
  readonly measure: string
  readonly generator: string
  readonly arms: readonly FrontierArm[]
}

/** What one answer of an arm cost; null if that is not known. */
export type CostOf = (arm: PlanArm, instructionId: string) => number | null

/** What a frontier is made from. `cells`: the means of the arms, on the measure of the columns. */
export type FrontierSources = {
  readonly columns: readonly ArmColumn[]
  readonly comparable: ComparableArms
  readonly cells: readonly CellSummary[]
  readonly costOf: CostOf
}

/**
 * Which arms are worth their cost: no other arm is at least as good at no more cost. By means, without their uncertainty. Null if
 * the measure does not judge, or if fewer than two arms have a place.
 */
export function costFrontier({ columns, comparable, cells, costOf }: FrontierSources): Frontier | null {
  const first = columns[0]?.rows[0]
  if (first === undefined || senseOf(first.measure) === 0) return null
  const { measure, generator } = first
  const cellOf = new Map(
    cells.filter((cell) => cell.measure === measure).map((cell) => [armKey(cell), cell] as const),
  )
  const leftOut = new Map(comparable.leftOut.map((arm) => [armKey(arm), arm.reason]))
  const arms = columns.map((column) => {
    const { n, clusters, mean, interval } = cellOf.get(armKey(column.arm))!
    const reason = leftOut.get(armKey(column.arm)) ?? null
    return { ...column.arm, n, clusters, mean, interval, cost: meanCost(column, costOf), reason }
  })
  const places = paretoPlaces(
    arms.map(({ mean, cost, reason }) => ({
      cost,
      quality: mean === null || reason !== null ? null : senseOf(measure) * mean,
    })),
  )
  if (places.filter((place) => place !== 'unplaced').length < 2) return null
  return { measure, generator, arms: arms.map((arm, i) => ({ ...arm, place: places[i]! })) }
}

function meanCost(column: ArmColumn, costOf: CostOf): number | null {
  const known = scoredRows(column)
    .map(({ instructionId }) => costOf(column.arm, instructionId))
    .filter((cost) => cost !== null)
  return known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0) / known.length
}
