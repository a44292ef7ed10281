import { NOT_REACHED } from '../../measured/measured-item.js'
import type { ClusteredValue } from '../../statistics/resampling/bootstrap.js'
import type { ValueRow } from '../value-table.js'

/** Two arms over the same instructions. `differences`: one per instruction for which both have a value, in the order of the rows. */
export type PairedRows = {
  readonly differences: readonly ClusteredValue[]
  /** The two values of each difference. */
  readonly values: readonly (readonly [own: number, other: number])[]
  readonly exclusions: readonly Exclusion[]
}

/** An instruction that a comparison leaves out, with the reason of each arm (null: that arm has a value). */
export type Exclusion = {
  readonly instructionId: string
  readonly reason: string | null
  readonly baselineReason: string | null
}

/** Both lists hold the same instructions in the same order. */
export function pairRows(rows: readonly ValueRow[], otherRows: readonly ValueRow[]): PairedRows {
  const differences: ClusteredValue[] = []
  const values: [number, number][] = []
  const exclusions: Exclusion[] = []
  for (const [i, row] of rows.entries()) {
    const other = otherRows[i]!
    if (row.value !== null && other.value !== null) {
      differences.push({ cluster: row.patientId, value: row.value - other.value })
      values.push([row.value, other.value])
    } else {
      const { instructionId, reason } = row
      exclusions.push({ instructionId, reason, baselineReason: other.reason })
    }
  }
  return { differences, values, exclusions }
}

/**
 * Intention to treat: if only one arm lacks a value for an instruction, or both lack it for different reasons, a missing value
 * counts as the worst value. An instruction that is unscored in both for the same reason (nothing is judged) is no failure of
 * either and stays out, as does one that a run has not reached yet.
 */
export function intentionToTreat(
  rows: readonly ValueRow[],
  otherRows: readonly ValueRow[],
  worst: number,
): ClusteredValue[] {
  return rows.flatMap((row, i) => {
    const other = otherRows[i]!
    if (row.value === null && row.reason === other.reason) return []
    if (row.reason === NOT_REACHED || other.reason === NOT_REACHED) return []
    return [{ cluster: row.patientId, value: (row.value ?? worst) - (other.value ?? worst) }]
  })
}
