/** Items where an arm is better, equal, worse. */
export type Wins = {
  readonly wins: number
  readonly ties: number
  readonly losses: number
}

// Values of the same item may differ in their last bits and still be equal.
const TIE = 1e-12

/** Counts of differences x - y, those within 1e-12 of 0 being ties. NaN is none of the three. */
export function countWins(differences: readonly number[]): Wins {
  return {
    wins: differences.filter((value) => value > TIE).length,
    ties: differences.filter((value) => Math.abs(value) <= TIE).length,
    losses: differences.filter((value) => value < -TIE).length,
  }
}
