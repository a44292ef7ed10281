/**
 * Neumaier's compensated sum. A plain running sum depends on the order of its terms in the last bit, so that two resamples with
 * the same clusters would differ from each other and from the observed value.
 */
export function exactSum(values: Iterable<number>): number {
  let sum = 0
  let lost = 0
  for (const value of values) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}
