import { InputError } from '../../corpus/input-error.js'
import { chatBody } from './chat-body.js'
import { promptCountOf } from './check-reply.js'
import { OllamaError } from './ollama-error.js'
import type { OllamaSettings } from './settings.js'
import type { OllamaConnection } from './transport.js'

/**
 * Sends a prompt that the window cannot hold in any tokenizer: a server that is told to cut nothing has to refuse it.
 * @throws InputError where it answers all the same
 */
export async function requireRefusal(
  connection: OllamaConnection,
  settings: OllamaSettings,
  signal: AbortSignal,
): Promise<void> {
  const { model, window } = settings
  try {
    const body = chatBody(settings, 'word '.repeat(window + 1).trim(), { maxTokens: 1 })
    const count = promptCountOf(await connection.post('/api/chat', body, signal))
    throw new InputError(
      `expected ${model} on ${connection.address} to refuse a prompt of over ${window} tokens, found it answered, by a count of ${count ?? 'none'}: prompts are cut in silence`,
    )
  } catch (error) {
    if (!(error instanceof OllamaError && error.status === 400)) throw error
  }
}
