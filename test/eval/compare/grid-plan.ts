import type { PlanArm, TablePlan } from '../../../eval/compare/value-table.js'

type Grid = Pick<TablePlan, 'items' | 'measures'> & {
  readonly strategies: readonly string[]
  readonly budgets: readonly (number | null)[]
  readonly generators: readonly string[]
}

/** The plan of an experiment in which every strategy has every budget. */
export function gridPlan({ items, measures, ...grid }: Grid): TablePlan {
  return { items, measures, arms: gridArms(grid) }
}

/** Every strategy at every budget under every generator. */
export function gridArms({ strategies, budgets, generators }: Omit<Grid, 'items' | 'measures'>): PlanArm[] {
  return generators.flatMap((generator) =>
    strategies.flatMap((strategy) => budgets.map((budget) => ({ strategy, budget, generator }))),
  )
}
