/** Rank of each value from 1 up; equal values share the mean of their ranks. ties: the sizes of the groups of equal values. */
export function averageRanks(values: readonly number[]): {
  readonly ranks: number[]
  readonly ties: number[]
} {
  const order = values
    .map((_, i) => i)
    .toSorted((i, j) => (values[i]! < values[j]! ? -1 : Number(values[i]! > values[j]!)))
  const ranks = new Array<number>(values.length)
  const ties: number[] = []
  for (let start = 0; start < order.length; ) {
    let end = start + 1
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1
    for (let at = start; at < end; at += 1) ranks[order[at]!] = (start + 1 + end) / 2
    if (end - start > 1) ties.push(end - start)
    start = end
  }
  return { ranks, ties }
}
