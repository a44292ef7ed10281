/** A reply that may be believed. Durations in milliseconds; null if the server leaves them out. */
export type CheckedReply = {
  readonly content: string
  /** What the server gave as thoughts, apart from the content. */
  readonly thinking: string
  /** True if the limit of tokens ended it. */
  readonly isCut: boolean
  readonly promptTokens: number
  readonly responseTokens: number
  readonly loadMs: number | null
  readonly promptMs: number | null
  readonly answerMs: number | null
  /** For a free slot: what is left of the total. */
  readonly waitMs: number | null
}

/** A reply as it is kept, with the server that gave it. */
export type AskedReply = CheckedReply & {
  readonly box: string
  readonly retries: number
  /** Wall time of the call that was answered. */
  readonly milliseconds: number
}
