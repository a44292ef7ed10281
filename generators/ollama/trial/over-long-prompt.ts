import { InputError } from '../../../base/errors/input-error.js'
import { chatBody } from '../replies/chat-body.js'
import { promptCountOf } from '../replies/check-reply.js'
import { OllamaError } from '../server/ollama-error.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'

/** Servers may give a larger window than requested: llama.cpp rounds up to a multiple of 256. */
const OVER = 512

/**
 * Sends a prompt that exceeds the window in any tokenizer. A server that was asked not to truncate must refuse
 * the prompt, or read all of it.
 * @throws InputError if it reads only part of the prompt
 */
export async function requireRefusal(
  connection: OllamaConnection,
  settings: OllamaSettings,
  signal: AbortSignal,
): Promise<void> {
  const { model, window } = settings
  // Each word is at least one token.
  const words = window + OVER
  try {
    const body = chatBody(settings, 'word '.repeat(words).trim(), { maxTokens: 1 })
    const count = promptCountOf(await connection.chat(body, signal))
    if (count !== null && count >= words) return
    throw new InputError(
      `expected ${model} on ${connection.address} to refuse a prompt of over ${words} tokens, or to read all of it, but it counts ${count ?? 'none'}: the server truncates prompts silently`,
    )
  } catch (error) {
    if (!(error instanceof OllamaError && error.status === 400)) throw error
  }
}
