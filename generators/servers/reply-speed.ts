/**
 * How fast one reply was read and written; null if the server does not report it, or the reply is too short to
 * tell.
 */
export type ReplySpeed = {
  readonly promptTokensPerSecond: number | null
  readonly answerTokensPerSecond: number | null
}

/** The slowest of several speeds: a server that had the beginning of a prompt cached looks faster than it is. */
export function slowestOf(speeds: readonly ReplySpeed[]): ReplySpeed {
  const least = (rates: readonly (number | null)[]): number | null => {
    const known = rates.filter((rate) => rate !== null)
    return known.length === 0 ? null : Math.min(...known)
  }
  return {
    promptTokensPerSecond: least(speeds.map(({ promptTokensPerSecond }) => promptTokensPerSecond)),
    answerTokensPerSecond: least(speeds.map(({ answerTokensPerSecond }) => answerTokensPerSecond)),
  }
}
