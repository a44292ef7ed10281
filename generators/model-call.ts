/** One request to a model's server, successful or not, or one reply that came from the cache instead. */
export type ModelCall = {
  /** The server that was asked; for a cached reply, the one that gave it originally. */
  readonly server: string
  /** 'answered', 'cached', or the code of the reason why there is no usable reply. */
  readonly outcome: string
  /** True if the request repeats one that failed for a temporary reason. */
  readonly isRetry: boolean
  /**
   * As the server counts them; null if it does not report them. 0 if cached, as are all figures below: a cached
   * reply costs nothing now.
   */
  readonly promptTokens: number | null
  readonly answerTokens: number | null
  /** Wall-clock time. */
  readonly milliseconds: number
  /** By the server's own clock; null if it does not report it. */
  readonly promptMs: number | null
  readonly answerMs: number | null
  /** Time spent waiting for a free slot: the total minus loading, prompt and answer. */
  readonly waitMs: number | null
}

/** A call that was answered from the cache. @param server the one that gave the reply originally */
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
