import { exactSum } from '../../statistics/sums/exact-sum.js'

/** How the values of one candidate against each of its references, one at least, make one. */
export const overReferences = {
  best: (values: readonly number[]): number => Math.max(...values),
  mean: (values: readonly number[]): number => exactSum(values) / values.length,
}
