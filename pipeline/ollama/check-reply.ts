import type { ChatResponse } from 'ollama'
import { GenerationFailure } from './generator.js'

/**
 * Fewest tokens that a text can have in any tokenizer of the models in question: none joins two words across a blank.
 * It is no count to pack with, but a server that counted fewer did not read the whole text.
 */
export function fewestTokens(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}

export type TokenCounts = { readonly promptTokens: number; readonly responseTokens: number }

/**
 * Decides whether a reply may be believed: whole, ended by the model, from a prompt that the server read in full.
 * @param prompt as sent
 * @param window num_ctx as sent
 * @param maxAnswerTokens num_predict as sent
 * @throws GenerationFailure
 */
export function checkReply(
  reply: ChatResponse,
  prompt: string,
  { window, maxAnswerTokens }: { readonly window: number; readonly maxAnswerTokens: number },
): TokenCounts {
  if (typeof reply !== 'object' || reply === null) {
    throw new GenerationFailure('server-error', 'the reply is no JSON object')
  }
  if (Reflect.get(reply, 'remote_host') || Reflect.get(reply, 'remote_model')) {
    throw new GenerationFailure('cloud-model', 'the server passed the prompt on to another one')
  }
  if (reply.done !== true) {
    throw new GenerationFailure(
      'unfinished',
      'the server stopped before the end, as it does on 30 equal tokens',
    )
  }
  // The client's types promise both; a server leaves out what is zero or unknown.
  const counts: { prompt_eval_count?: unknown; eval_count?: unknown } = reply
  const { prompt_eval_count: promptTokens, eval_count: responseTokens } = counts
  if (typeof promptTokens !== 'number' || typeof responseTokens !== 'number') {
    const missing = typeof promptTokens === 'number' ? 'eval_count' : 'prompt_eval_count'
    throw new GenerationFailure(
      'missing-counts',
      `the reply has no ${missing}, so nothing tells what the model read`,
    )
  }
  const fewest = fewestTokens(prompt)
  if (promptTokens < fewest) {
    throw new GenerationFailure(
      'prompt-cut',
      `the model read ${promptTokens} tokens of a prompt of at least ${fewest}`,
    )
  }
  // Servers before 0.12.6 cut to exactly the window; no whole prompt can fill it, since an answer followed.
  if (promptTokens >= window) {
    throw new GenerationFailure(
      'prompt-cut',
      `the model read ${promptTokens} tokens, all of its window of ${window}`,
    )
  }
  if (promptTokens + responseTokens > window) {
    throw new GenerationFailure(
      'window-exceeded',
      `prompt (${promptTokens}) and answer (${responseTokens}) exceed the window of ${window} tokens`,
    )
  }
  if (reply.done_reason === 'length') {
    const isFull = responseTokens < maxAnswerTokens
    throw isFull
      ? new GenerationFailure(
          'window-full',
          `the window of ${window} tokens ended the answer after ${responseTokens}`,
        )
      : new GenerationFailure('answer-cut', `the answer was cut at ${maxAnswerTokens} tokens`)
  }
  if (reply.done_reason !== 'stop') {
    throw new GenerationFailure(
      'unfinished',
      `expected done_reason "stop", found "${reply.done_reason ?? ''}"`,
    )
  }
  if (typeof reply.message?.content !== 'string' || reply.message.content.trim() === '') {
    throw new GenerationFailure(
      'empty-answer',
      `the model answered with ${responseTokens} tokens and no text`,
    )
  }
  return { promptTokens, responseTokens }
}
