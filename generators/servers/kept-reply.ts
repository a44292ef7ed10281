/** A reply that passed its checks. Durations are in milliseconds; null if the server omits them. */
export type CheckedReply = {
  readonly content: string
  /** The model's thoughts as the server sent them, separate from the content. */
  readonly thinking: string
  /** True if the token limit ended the reply. */
  readonly isCut: boolean
  readonly promptTokens: number
  readonly responseTokens: number
  readonly loadMs: number | null
  readonly promptMs: number | null
  readonly answerMs: number | null
  /** Time spent waiting for a free slot: what is left of the total. */
  readonly waitMs: number | null
}

/** A reply as it is stored, with the server that gave it. */
export type AskedReply = CheckedReply & {
  readonly box: string
  readonly retries: number
  /** Wall-clock time of the call that was answered. */
  readonly milliseconds: number
}
