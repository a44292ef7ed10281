import type { OllamaSettings } from '../server/settings.js'

/** What a call may change besides the constant settings. None of it makes a server reload the model. */
export type ChatVariation = {
  readonly seed?: number
  readonly maxTokens?: number
  /** A JSON schema that the answer must fit. */
  readonly format?: object | null
  /** True if an answer that was cut at the token limit is usable. Not sent. */
  readonly mayBeCut?: boolean
}

/**
 * The body of a /api/chat request. It asks for one whole reply, since a stream can stop midway, and it sets
 * every option, since servers choose the value of any that is left out.
 */
export function chatBody(settings: OllamaSettings, text: string, variation: ChatVariation = {}): object {
  const { sampling } = settings
  const { format } = variation
  return {
    model: settings.model,
    messages: [{ role: 'user', content: text }],
    stream: false,
    // Without these, a prompt or an answer that does not fit is cut silently.
    truncate: false,
    shift: false,
    // Omitting it means yes, and thoughts would then use up the answer's tokens.
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

/**
 * Everything besides the prompt that determines a response. Cached responses are stored under it, whichever
 * server gave them.
 */
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
