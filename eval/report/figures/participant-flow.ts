import { budgetText } from '../../compare/arms/budget-text.js'
import type { CellSummary, ReasonCount, Summary } from '../../compare/summarise.js'
import { reasonLabel } from '../stored-labels.js'
import { measureGroups } from './measure-groups.js'

/** How many patients and instructions there are at a step. */
type FlowCounts = { readonly patients: number; readonly instructions: number }

/** What did not get further. `patients`: null if the reason is about instructions alone. */
export type Excluded = {
  readonly reason: string
  readonly patients: number | null
  readonly instructions: number
}

/** How many usable instructions of an arm have a value. `generator`: those that share these counts. */
export type FlowArm = {
  readonly arm: string
  readonly generator: string
  readonly scored: number
  readonly unscored: readonly ReasonCount[]
}

/** How patients and instructions came to be scored, or not, with every reason. */
export type ParticipantFlow = {
  /** Records that the corpus has, and instructions that its tables have. */
  readonly read: FlowCounts
  readonly excluded: readonly Excluded[]
  /** Instructions that can be answered, and the patients whom they are about. */
  readonly usable: FlowCounts
  /** The measure that `arms` are about. */
  readonly measure: string
  readonly arms: readonly FlowArm[]
}

/**
 * The arms of a flow, at the measure of the summary's focus. A reason that made an instruction unusable is part of the flow above
 * the arms, so it is taken out of each arm.
 */
export function flowArms(summary: Summary, unusable: Readonly<Record<string, number>>): FlowArm[] {
  return measureGroups(summary)
    .filter(({ cells }) => cells[0]!.measure === summary.focus.measure)
    .flatMap(({ cells, label }) => cells.map((cell) => flowArm(cell, label, unusable)))
}

function flowArm(cell: CellSummary, generator: string, unusable: Readonly<Record<string, number>>): FlowArm {
  const arm = cell.budget === null ? cell.strategy : `${cell.strategy} at ${budgetText(cell)}`
  const unscored = cell.unscored
    .map(({ reason, count }) => ({
      reason: reasonLabel(reason),
      count: count - (Object.hasOwn(unusable, reason) ? unusable[reason]! : 0),
    }))
    .filter(({ count }) => count > 0)
  return { arm, generator, scored: cell.n, unscored }
}
