import { groupBy } from '../../../base/group-by.js'
import type { Unscored } from '../../measured/measured-item.js'
import { studentQuantile } from '../distributions/student-t.js'

/** `value` is null if and only if `reason` says why; the ends are null if there are too few patients for an interval. */
export type AgreementFigure = {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly reason: string | null
}

const LEVEL = 0.95

/**
 * A statistic with an interval of 95% by the jackknife that leaves out one patient at a time (Quenouille 1956, Tukey 1958), with
 * Student's t. Responses about one patient are correlated, which the usual intervals of agreement coefficients ignore. Not
 * clipped. There is no interval if leaving out any one patient leaves no value.
 */
export function overPatients<T extends { readonly patientId: string }>(
  statistic: (items: readonly T[]) => number | Unscored,
  items: readonly T[],
): AgreementFigure {
  const none = { low: null, high: null }
  const value = items.length === 0 ? { reason: 'no response has both a label and a grade' } : statistic(items)
  if (typeof value !== 'number') return { value: null, ...none, reason: value.reason }
  const patients = [...groupBy(items, ({ patientId }) => patientId).keys()]
  const without = patients.map((left) => statistic(items.filter(({ patientId }) => patientId !== left)))
  const values = without.filter((one) => typeof one === 'number')
  if (patients.length < 2 || values.length < patients.length) return { value, ...none, reason: null }
  const count = values.length
  const mean = values.reduce((sum, one) => sum + one, 0) / count
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  const half = studentQuantile((1 + LEVEL) / 2, count - 1) * Math.sqrt(((count - 1) / count) * squares)
  return { value, low: value - half, high: value + half, reason: null }
}
