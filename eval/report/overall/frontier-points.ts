import { groupBy } from '../../../base/group-by.js'
import { formatCount } from '../../../base/text/format-count.js'
import type { FrontierArm } from '../../compare/overall/frontier.js'
import { shortened } from '../page/chart-marks.js'

/** An arm with a cost and a mean, in the unit of the chart. */
export type FrontierPoint = {
  readonly name: string
  readonly cost: number
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly arm: FrontierArm
}

/** The arms that have a cost and a mean. @param factor from the values of the measure to the unit of the chart */
export function frontierPoints(arms: readonly FrontierArm[], factor: number): FrontierPoint[] {
  return arms.flatMap((arm) => {
    const { cost, mean, interval, strategy, budget } = arm
    if (cost === null || mean === null) return []
    const at = budget === null ? '' : ` at ${formatCount(budget)}`
    const [low, high] = [(interval?.low ?? mean) * factor, (interval?.high ?? mean) * factor]
    return [{ name: `${shortened(strategy)}${at}`, cost, mean: mean * factor, low, high, arm }]
  })
}

/** Arms of a strategy that cost the same and are as good are one point with one name, in the order of their costs. */
export function withoutTwins(front: readonly FrontierPoint[]): FrontierPoint[] {
  const alike = groupBy(front, ({ arm, cost, mean }) => JSON.stringify([arm.strategy, cost, mean]))
  return [...alike.values()]
    .map((same) => (same.length === 1 ? same[0]! : { ...same[0]!, name: shortened(same[0]!.arm.strategy) }))
    .toSorted((a, b) => a.cost - b.cost)
}
