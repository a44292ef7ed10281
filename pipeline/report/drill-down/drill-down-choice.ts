import { InputError } from '../../../base/errors/input-error.js'
import { baselineOf } from '../../../eval/compare/baseline.js'
import type { ExperimentFile } from '../../experiment/experiment-file.js'

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
 * @throws InputError if the experiment does not have these strategies or this budget
 */
export function drillDownChoice(
  file: ExperimentFile,
  versus: readonly string[] | null,
  budget: number | null,
): DrillDownChoice {
  const { strategies, budgets, measures, compare } = file
  const primary = compare?.primary ?? null
  if (versus !== null) requireTwo(versus, strategies)
  if (budget !== null && !budgets.includes(budget)) {
    throw new InputError(
      `--budget: expected a budget of this experiment (${budgets.join(', ')}), found ${budget}`,
    )
  }
  const baseline = compare?.baseline ?? null
  const compared = primary?.strategy ?? strategies.find((name) => baselineOf(name, baseline, strategies))
  const first = (compared === undefined ? null : baselineOf(compared, baseline, strategies)) ?? strategies[0]!
  const second = compared ?? strategies.find((name) => name !== first)
  const leading = primary?.measure ?? measures[0]!
  return {
    shown: versus ?? (second === undefined ? [first] : [first, second]),
    budget: budget ?? primary?.budget ?? budgets[0]!,
    measures: [leading, ...measures.filter((name) => name !== leading)],
  }
}

function requireTwo(versus: readonly string[], strategies: readonly string[]): void {
  const [first, second] = versus
  const strange = versus.filter((name) => !strategies.includes(name))
  if (versus.length === 2 && first !== second && strange.length === 0) return
  throw new InputError(
    `--versus: expected two strategies of this experiment (${strategies.join(', ')}), found ${versus.join(', ')}`,
  )
}
