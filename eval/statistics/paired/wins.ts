/** Items where an arm is better, equal, worse; delta: (wins - losses) / n, null without items. */
export type Wins = {
  readonly wins: number
  readonly ties: number
  readonly losses: number
  readonly delta: number | null
}

// Values of the same item may differ in their last bits and still be equal.
const TIE = 1e-12

/** Counts of differences x - y, those within 1e-12 of 0 being ties. NaN is none of the three. */
export function countWins(differences: readonly number[]): Wins {
  const wins = differences.filter((value) => value > TIE).length
  const losses = differences.filter((value) => value < -TIE).length
  const ties = differences.filter((value) => Math.abs(value) <= TIE).length
  const n = wins + ties + losses
  return { wins, ties, losses, delta: n === 0 ? null : (wins - losses) / n }
}

/** Cliff's delta: P(x > y) - P(x < y) over all pairs of an x and a y (1993); null where one has no values. */
export function cliffDelta(x: readonly number[], y: readonly number[]): number | null {
  if (x.length === 0 || y.length === 0 || [...x, ...y].some(Number.isNaN)) return null
  let balance = 0
  for (const a of x) for (const b of y) balance += Math.sign(a - b)
  return balance / (x.length * y.length)
}
