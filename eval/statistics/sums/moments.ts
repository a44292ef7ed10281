import { exactSum } from './exact-sum.js'

/** Arithmetic mean; NaN without values. */
export function meanOf(values: readonly number[]): number {
  return exactSum(values) / values.length
}

/** Sample variance, over n - 1; NaN below two values. */
export function varianceOf(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN
  const mean = meanOf(values)
  return exactSum(values.map((value) => (value - mean) ** 2)) / (values.length - 1)
}
