import type { CellKey, PlanArm } from '../value-table.js'
import { budgetText } from './budget-text.js'

/** The measure, budget and generator for which strategies are compared. */
export type Focus = Omit<CellKey, 'strategy'>

/** An arm in a table that has no column for budgets. `name`: its strategy, with its budget if that is not the table's. */
export type FocusArm<Arm extends PlanArm = PlanArm> = { readonly name: string; readonly arm: Arm }

/**
 * The arms of a focus: each strategy at the focus's budget or, if it has other budgets of its own, at each of them. So what is
 * compared across budgets is in one table.
 */
export function focusArms<Arm extends PlanArm>(
  arms: readonly Arm[],
  { budget, generator }: Focus,
): FocusArm<Arm>[] {
  const own = arms.filter((arm) => arm.generator === generator)
  return [...new Set(own.map(({ strategy }) => strategy))].flatMap((strategy) => {
    const all = own.filter((arm) => arm.strategy === strategy)
    const there = all.filter((arm) => arm.budget === budget)
    return there.length > 0
      ? there.map((arm) => ({ name: strategy, arm }))
      : all.map((arm) => ({ name: `${strategy} at ${budgetText(arm)}`, arm }))
  })
}
