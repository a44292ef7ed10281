import type { Personality } from '../personality.js'

/** Nanoseconds, as in a reply. */
export type Durations = {
  readonly total_duration: number
  readonly load_duration: number
  readonly prompt_eval_duration: number
  readonly eval_duration: number
}

/** A server without artificial time still says plausible ones. */
const WARM_LOAD_MS = 1.2
const COLD_LOAD_MS = 280
const RELOAD_MS = 30_000
const MS_PER_PROMPT_TOKEN = 0.02
const MS_PER_ANSWER_TOKEN = 0.2
const OVERHEAD_MS = 0.4

export type Spent = {
  readonly waitedMs: number
  /** Null: no load was needed. */
  readonly loadedMs: number | null
  readonly reload: boolean
  /** Those that were not in the cache. */
  readonly promptTokensRead: number
  readonly answerTokens: number
}

export function durations(
  spent: Spent,
  perToken: { readonly prompt: number; readonly answer: number },
  { llamaServer }: Personality,
): Durations {
  const warm = spent.loadedMs === null ? WARM_LOAD_MS : Math.max(COLD_LOAD_MS, spent.loadedMs)
  const load = spent.reload ? RELOAD_MS : warm
  const read = spent.promptTokensRead * Math.max(perToken.prompt, MS_PER_PROMPT_TOKEN)
  // The first token comes with the prompt; llama-server still says a microsecond for it.
  const said = Math.max(0, spent.answerTokens - 1) * Math.max(perToken.answer, MS_PER_ANSWER_TOKEN)
  const eval_duration = Math.max(ns(said), llamaServer && spent.answerTokens > 0 ? 1000 : 0)
  return {
    total_duration: ns(spent.waitedMs + load + read + OVERHEAD_MS) + eval_duration,
    load_duration: ns(load),
    prompt_eval_duration: ns(read),
    eval_duration,
  }
}

function ns(ms: number): number {
  return Math.round(ms * 1e6)
}
