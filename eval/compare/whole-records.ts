import { groupBy } from '../../base/group-by.js'
import { sortedQuantile } from '../statistics/distributions/quantile.js'
import { armKey, type PlanArm, type TablePlan } from './value-table.js'

/** A record that does not fit the budget of an arm that shows whole records. @property needed tokens of the record */
export type OversizedRecord = {
  readonly arm: PlanArm
  readonly instructionId: string
  readonly needed: number
}

/** How many instructions and patients an arm of whole records covers, and how far the other records exceed its budget. */
export type WholeRecordRow = PlanArm & {
  readonly instructions: number
  readonly fitting: number
  readonly patients: number
  readonly fittingPatients: number
  /** Tokens of the records that do not fit, as a multiple of the budget. */
  readonly excess: { readonly median: number; readonly most: number }
}

/** A row for each arm with a record that does not fit. @param items the instructions that have a record */
export function wholeRecordRows(
  oversized: readonly OversizedRecord[],
  items: TablePlan['items'],
): WholeRecordRow[] {
  return [...groupBy(oversized, ({ arm }) => armKey(arm)).values()].map((own) => {
    const { arm } = own[0]!
    const outside = new Set(own.map(({ instructionId }) => instructionId))
    const inside = items.filter(({ instructionId }) => !outside.has(instructionId))
    const excess = own.map(({ needed }) => needed / arm.budget!).toSorted((a, b) => a - b)
    return {
      ...arm,
      instructions: items.length,
      fitting: inside.length,
      patients: patientsOf(items),
      fittingPatients: patientsOf(inside),
      excess: { median: sortedQuantile(excess, 0.5), most: excess.at(-1)! },
    }
  })
}

function patientsOf(items: TablePlan['items']): number {
  return new Set(items.map(({ patientId }) => patientId)).size
}
