/** One request to a model's server, whatever came of it, or one reply that was taken from the cache instead. */
export type ModelCall = {
  /** The server that was asked; of a cached reply the one that gave it then. */
  readonly server: string
  /** 'answered', 'cached', or the code of why there is no reply that can be used. */
  readonly outcome: string
  /** True if the request before it failed for a reason that may pass. */
  readonly isRetry: boolean
  /** As the server counts them; null if it does not say. Zero if cached, like all that follows: it costs nothing now. */
  readonly promptTokens: number | null
  readonly answerTokens: number | null
  /** Wall time. */
  readonly milliseconds: number
  /** By the server's own clock; null if it does not say. */
  readonly promptMs: number | null
  readonly answerMs: number | null
  /** For a free slot: total less loading, prompt and answer. */
  readonly waitMs: number | null
}

/** A call that was answered from the cache. @param server that answered it the first time */
export function cachedCall(server: string): ModelCall {
  return {
    server,
    outcome: 'cached',
    isRetry: false,
    promptTokens: 0,
    answerTokens: 0,
    milliseconds: 0,
    promptMs: 0,
    answerMs: 0,
    waitMs: 0,
  }
}
