import type { Focus } from '../arms/focus-arms.js'
import { armKey, type PlanArm, type ValueRow } from '../value-table.js'

/** The values of one arm on one measure, in the order of the rows that were given. */
export type ArmColumn = { readonly arm: PlanArm; readonly rows: readonly ValueRow[] }

/** The arms of the focus's generator with their values on its measure, in the order of the plan. */
export function armColumns(
  rows: readonly ValueRow[],
  arms: readonly PlanArm[],
  { measure, generator }: Focus,
): ArmColumn[] {
  const own = arms.filter((arm) => arm.generator === generator)
  const columns = new Map(own.map((arm) => [armKey(arm), [] as ValueRow[]]))
  for (const row of rows) if (row.measure === measure) columns.get(armKey(row))?.push(row)
  return own.map((arm) => ({ arm, rows: columns.get(armKey(arm))! }))
}

/** The rows that have a value. */
export function scoredRows({ rows }: ArmColumn): (ValueRow & { readonly value: number })[] {
  return rows.filter((row): row is ValueRow & { readonly value: number } => row.value !== null)
}
