import type { OllamaSettings } from '../server/settings.js'

/** What a call may ask for apart from the constant set: none of it makes a server load the model again. */
export type ChatVariation = {
  readonly seed?: number
  readonly maxTokens?: number
  /** A JSON schema that the answer must fit. */
  readonly format?: object | null
  /** True if an answer that the limit of tokens cut can be used. Not sent. */
  readonly mayBeCut?: boolean
}

/**
 * The body of a /api/chat request: one whole reply, since in a stream an answer is either there or half there, and every
 * option, since what is left out is decided elsewhere.
 */
export function chatBody(settings: OllamaSettings, text: string, variation: ChatVariation = {}): object {
  const { sampling } = settings
  const { format } = variation
  return {
    model: settings.model,
    messages: [{ role: 'user', content: text }],
    stream: false,
    // Without these a prompt or an answer that does not fit is cut in silence.
    truncate: false,
    shift: false,
    // Left out it means yes, and thoughts then eat the answer's tokens.
    think: settings.think,
    keep_alive: settings.keepAlive,
    ...(format === undefined || format === null ? {} : { format }),
    options: {
      temperature: sampling.temperature,
      seed: variation.seed ?? settings.seed,
      top_k: sampling.topK,
      top_p: sampling.topP,
      min_p: sampling.minP,
      repeat_penalty: sampling.repeatPenalty,
      stop: sampling.stop,
      num_predict: variation.maxTokens ?? settings.maxAnswerTokens,
      num_ctx: settings.window,
    },
  }
}

/** Everything besides the prompt that decides a response: what cached ones are kept under, whatever server gave them. */
export function chatIdentity(
  settings: OllamaSettings,
  digest: string,
  variation: ChatVariation = {},
): Readonly<Record<string, unknown>> {
  const {
    messages: _,
    keep_alive: __,
    ...body
  } = chatBody(settings, '', variation) as Record<string, unknown>
  return { digest, ...body }
}
