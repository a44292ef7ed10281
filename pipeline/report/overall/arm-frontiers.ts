import { armColumns } from '../../../eval/compare/overall/arm-columns.js'
import { type ComparableArms, comparableArms } from '../../../eval/compare/overall/comparable-arms.js'
import { costFrontier, type Frontier } from '../../../eval/compare/overall/frontier.js'
import type { Summary, ValueRow } from '../../../eval/compare/summarise.js'
import { planArmsOf } from '../../experiment/arms/plan-arms.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { type ArmEffort, secondsOfEffort } from '../../score/arm-effort.js'
import { seesEvidence } from '../../select/arm.js'

/** The headline generator's arms on the measure of the focus, and which of them are compared with each other. */
export function focusColumns(
  { experiment }: StoredExperiment,
  rows: readonly ValueRow[],
  { focus }: Pick<Summary, 'focus'>,
): { readonly columns: ReturnType<typeof armColumns>; readonly comparable: ComparableArms } {
  const columns = armColumns(rows, planArmsOf(experiment), focus)
  return { columns, comparable: comparableArms(columns, seesEvidence) }
}

/** Quality against the seconds that answers took; null if no model answered. */
export function secondsFrontier(
  stored: StoredExperiment,
  rows: readonly ValueRow[],
  { effort, summary }: { readonly effort: ArmEffort; readonly summary: Summary },
): Frontier | null {
  const costOf = secondsOfEffort(effort)
  return costFrontier({ ...focusColumns(stored, rows, summary), cells: summary.cells, costOf })
}
