import { groupBy } from '../../../base/group-by.js'
import type { ClusteredValue } from '../resampling/bootstrap.js'
import { exactSum } from '../sums/exact-sum.js'
import { meanOf, varianceOf } from '../sums/moments.js'

/**
 * The variance of a mean of clustered values, by the formula of Miller (arXiv 2411.00640): s^2 / n of independent values, plus the
 * products of the deviations of different values of the same cluster, over n^2. Not below 0. NaN below two values. With few
 * clusters it is too small, and a normal interval from it too narrow (arXiv 2503.01747): use it to plan, and a bootstrap-t for the
 * interval.
 */
export function clusteredVariance(values: readonly ClusteredValue[]): number {
  const numbers = values.map(({ value }) => value)
  const mean = meanOf(numbers)
  const products = [...groupBy(values, ({ cluster }) => cluster).values()].map((group) => {
    const deviations = group.map(({ value }) => value - mean)
    return exactSum(deviations) ** 2 - exactSum(deviations.map((own) => own * own))
  })
  const n = numbers.length
  return Math.max(0, varianceOf(numbers) / n + exactSum(products) / n ** 2)
}
