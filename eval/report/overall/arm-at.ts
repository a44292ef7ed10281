import { groupBy } from '../../../base/group-by.js'
import { formatCount } from '../../../base/text/format-count.js'
import { budgetText } from '../../compare/arms/budget-text.js'
import type { PlanArm } from '../../compare/value-table.js'

/** An arm in a sentence: 'sift at 1,000 tokens', or its strategy if it has no budget. */
export function armAt(arm: PlanArm): string {
  return arm.budget === null ? arm.strategy : `${arm.strategy} at ${budgetText(arm)}`
}

/** Several budgets of a strategy in a sentence: 'none at 250 to 2,000 tokens'; one budget as in `armAt`. */
export function armsAt(arms: readonly [PlanArm, ...PlanArm[]]): string {
  const budgets = arms.flatMap(({ budget }) => (budget === null ? [] : [budget]))
  if (arms.length === 1 || budgets.length < 2) return armAt(arms[0])
  return `${arms[0].strategy} at ${formatCount(Math.min(...budgets))} to ${formatCount(Math.max(...budgets))} tokens`
}

/** Why some arms are not compared with the others, as a sentence with a space before it; empty if there are none. */
export function leftOutText(
  arms: readonly (PlanArm & { readonly reason: string | null })[],
  beginning: string,
): string {
  const left = arms.filter(({ reason }) => reason !== null)
  const alike = groupBy(left, ({ strategy, reason }) => JSON.stringify([strategy, reason]))
  const texts = [...alike.values()].map(([first, ...more]) => `${armsAt([first!, ...more])} ${first!.reason}`)
  return texts.length === 0 ? '' : ` ${beginning}: ${texts.join('; ')}.`
}
