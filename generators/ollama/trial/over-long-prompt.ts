import { InputError } from '../../../base/errors/input-error.js'
import { chatBody } from '../replies/chat-body.js'
import { promptCountOf } from '../replies/check-reply.js'
import { OllamaError } from '../server/ollama-error.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'

/** Servers may give a window more than it was asked for: llama.cpp rounds up to a multiple of 256. */
const OVER = 512

/**
 * Sends a prompt that the window cannot hold in any tokenizer: a server that was told to cut nothing must refuse it, or
 * read all of it.
 * @throws InputError if it reads a part of it
 */
export async function requireRefusal(
  connection: OllamaConnection,
  settings: OllamaSettings,
  signal: AbortSignal,
): Promise<void> {
  const { model, window } = settings
  // Each of them is a token at least.
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
