import type { ReplySpeed } from '../../servers/reply-speed.js'

const FEWEST_TOKENS = 4

/** The speed of a chat reply by the server's own counts and durations. */
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
