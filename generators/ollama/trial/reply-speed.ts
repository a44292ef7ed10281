/** How fast one reply was read and written; null if the server does not say, or the reply is too short to tell. */
export type ReplySpeed = {
  readonly promptTokensPerSecond: number | null
  readonly answerTokensPerSecond: number | null
}

const FEWEST_TOKENS = 4

/** The speed of a chat reply, by the server's own counts and durations. */
export function speedOf(reply: unknown): ReplySpeed {
  const field = (name: string): number => {
    const value: unknown = typeof reply === 'object' && reply !== null ? Reflect.get(reply, name) : undefined
    return typeof value === 'number' ? value : 0
  }
  const rate = (tokens: number, nanoseconds: number): number | null =>
    tokens < FEWEST_TOKENS || nanoseconds <= 0 ? null : (tokens * 1e9) / nanoseconds
  return {
    promptTokensPerSecond: rate(field('prompt_eval_count'), field('prompt_eval_duration')),
    answerTokensPerSecond: rate(field('eval_count'), field('eval_duration')),
  }
}

/** The slowest of several: a server that still had the beginning of a prompt looks faster than it is. */
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
