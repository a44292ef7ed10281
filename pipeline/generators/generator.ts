/** What the model is to read. `passages` are those of the context, for generators that cite; empty where it was cut from raw text. */
export type Prompt = {
  /** The whole prompt as rendered from its template. */
  readonly text: string
  readonly context: string
  readonly instruction: string
  readonly passages: readonly {
    readonly documentIds: readonly string[]
    readonly start: number | null
    readonly end: number | null
    readonly text: string
  }[]
}

export type GeneratorResponse = {
  readonly text: string
  /** Document ids as the generator named them, each once, in order of first mention. */
  readonly citations: readonly string[]
  /** Tokens that the generator itself counted; null where it counts none. */
  readonly promptTokens: number | null
  readonly responseTokens: number | null
  /** Wall time of the call. */
  readonly milliseconds: number
  readonly model: string
}

/**
 * Answers a prompt.
 * @throws GenerationFailure where there is no answer that may be scored; where `signal` aborts, its own reason
 */
export type Generator = {
  readonly name: string
  /** Tokens that prompt and answer together may take; Infinity where there is no limit. */
  readonly window: number
  generate(prompt: Prompt, signal: AbortSignal): Promise<GeneratorResponse>
  close(): Promise<void>
}

/** The stable codes that stand in results as the reason why an item has no score. */
export type FailureReason =
  | 'prompt-too-long'
  | 'prompt-cut'
  | 'missing-counts'
  | 'window-exceeded'
  | 'window-full'
  | 'answer-cut'
  | 'empty-answer'
  | 'unfinished'
  | 'unparsable-answer'
  | 'cloud-model'
  | 'server-error'
  | 'request-refused'
  | 'connection-lost'
  | 'deadline'

/** No answer, or one that must not be trusted: the item fails with `reason` and is never scored. */
export class GenerationFailure extends Error {
  override readonly name = 'GenerationFailure'

  /** @param detail one sentence with numbers, never text of the record */
  constructor(
    readonly reason: FailureReason,
    detail: string,
  ) {
    super(`${reason}: ${detail}`)
  }
}

/** What prompts ask a model to say, and `extractive` says, where the context holds no answer. */
export const RECORD_DOES_NOT_TELL = 'The record does not tell.'
