import { InputError } from '../../../base/errors/input-error.js'
import { type Baseline, baselineOf } from '../../../eval/compare/arms/baseline.js'
import { pairOf } from '../../../eval/compare/arms/contrast.js'
import type { PlanArm } from '../../../eval/compare/value-table.js'
import { headlineGenerator } from '../../experiment/arms/headline-generator.js'
import { type BudgetSpec, WINDOW } from '../../experiment/arms/own-budgets.js'
import { planArmsOf } from '../../experiment/arms/plan-arms.js'
import { declaredContrasts } from '../../experiment/arms/resolve-contrasts.js'
import type { Experiment } from '../../experiment/experiment.js'

/** What a drill-down shows of an experiment. The first of the measures decides which of the shown strategies is better. */
export type DrillDownChoice = {
  /** Strategies whose contexts are shown side by side: two, or one if the experiment has no more. */
  readonly shown: readonly string[]
  readonly budget: number
  readonly measures: readonly string[]
}

/**
 * Baseline and primary strategy at the primary budget; if the file declares none, the first of each.
 * @param versus two strategies to show instead; null: none
 * @param asked budget to show; 'window': the headline generator's; null: the primary comparison's
 * @throws InputError if the experiment does not have these strategies or this budget
 */
export function drillDownChoice(
  experiment: Pick<Experiment, 'file' | 'arms' | 'generators' | 'windows'>,
  versus: readonly string[] | null,
  asked: BudgetSpec | null,
): DrillDownChoice {
  const { file, arms } = experiment
  const { strategies, measures } = file
  if (versus !== null) requireTwo(versus, strategies)
  const headline = headlineGenerator(file).name
  const budget =
    asked === WINDOW ? experiment.windows.find(({ generator }) => generator === headline)?.tokens : asked
  if (budget === undefined || (budget !== null && !arms.budgets.includes(budget))) {
    throw new InputError(
      `--budget: expected a budget of this experiment (${arms.budgets.join(', ')}), found ${asked}`,
    )
  }
  const { baseline, primary } = declaredContrasts(experiment)
  const own = planArmsOf(experiment).filter(({ generator }) => generator === headline)
  const pair =
    primary === null ? firstPair(own, baseline) : pairOf(primary, { arms: own, baseline, headline })
  const first = pair?.other.strategy ?? strategies[0]!
  const second = pair?.arm.strategy ?? strategies.find((name) => name !== first)
  const leading = primary?.measure ?? measures[0]!
  return {
    shown: versus ?? (second === undefined ? [first] : [first, second]),
    budget: budget ?? primary?.budget ?? own[0]!.budget!,
    measures: [leading, ...measures.filter((name) => name !== leading)],
  }
}

/** The first arm that has a baseline, with that baseline. */
function firstPair(arms: readonly PlanArm[], baseline: Baseline | null) {
  for (const arm of arms) {
    const other = baselineOf(arm, baseline, arms)
    if (other !== null) return { arm, other }
  }
  return null
}

function requireTwo(versus: readonly string[], strategies: readonly string[]): void {
  const [first, second] = versus
  const strange = versus.filter((name) => !strategies.includes(name))
  if (versus.length === 2 && first !== second && strange.length === 0) return
  throw new InputError(
    `--versus: expected two strategies of this experiment (${strategies.join(', ')}), found ${versus.join(', ')}`,
  )
}
