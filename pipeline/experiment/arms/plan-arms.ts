import type { PlanArm } from '../../../eval/compare/value-table.js'
import { generatorName } from '../../../generators/kinds/declared-generators.js'
import type { Experiment } from '../experiment.js'
import type { ExperimentFile } from '../experiment-file.js'
import { WINDOW } from './own-budgets.js'
import { PlannedArms } from './planned-arms.js'
import { keptWindows, type WindowBudget, type WindowSources, windowBudgets } from './window-budgets.js'

type ArmPlanSources = WindowSources & {
  readonly file: ExperimentFile
  /** What the windows left when the experiment first ran. */
  readonly earlier?: readonly WindowBudget[]
}

/** The arms of an experiment and, if one of them has the budget 'window', what the windows leave for contexts. */
export function planArms({ file, questions, counter, earlier = [] }: ArmPlanSources): {
  readonly arms: PlannedArms
  readonly windows: readonly WindowBudget[]
} {
  const { strategies, budgets, ownBudgets } = file
  const windows = usesWindow(file) ? keptWindows(windowBudgets({ file, questions, counter }), earlier) : []
  const tokensOf = new Map(windows.map(({ generator, tokens }) => [generator, tokens]))
  const arms = new PlannedArms({
    strategies,
    budgets,
    ownBudgets,
    generators: file.generators.map(generatorName),
    windowOf: (generator) => tokensOf.get(generator)!,
  })
  return { arms, windows }
}

/** Whether a strategy of a file has the budget 'window'. */
function usesWindow({ strategies, budgets, ownBudgets }: ExperimentFile): boolean {
  return strategies.some((strategy) => (ownBudgets[strategy] ?? budgets).includes(WINDOW))
}

/** The arms of each generator of an experiment, as the evaluation knows them. */
export function planArmsOf({ arms, generators }: Pick<Experiment, 'arms' | 'generators'>): PlanArm[] {
  return generators.flatMap((generator) =>
    arms.of(generator).map(({ strategy, budget, budgetName }) => ({
      strategy,
      budget,
      ...(budgetName === null ? {} : { budgetName }),
      generator,
    })),
  )
}
