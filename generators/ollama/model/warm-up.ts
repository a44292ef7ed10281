import { z } from 'zod'
import { InputError } from '../../../base/errors/input-error.js'
import { chatBody } from '../replies/chat-body.js'
import { OllamaError, readReply } from '../server/ollama-error.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'

const psSchema = z.looseObject({
  models: z.array(z.looseObject({ name: z.string(), context_length: z.number().optional() })),
})

/**
 * Loads the model with the window that the experiment will use. Returns the window that the server reports, in
 * tokens; null if it reports none.
 * @throws InputError if that window is smaller, or the settings demand thoughts of a model that cannot think
 */
export async function warmUp(
  connection: OllamaConnection,
  settings: OllamaSettings,
  signal: AbortSignal,
): Promise<number | null> {
  const { model, window } = settings
  await load(connection, settings, signal)
  const { models } = readReply(psSchema, await connection.ps(signal))
  const loaded = models.find(({ name }) => name === model || name === `${model}:latest`)
  if (loaded === undefined) {
    throw new InputError(`expected ${model} to be loaded on ${connection.address}, but it is not`)
  }
  const effective = loaded.context_length ?? null
  if (effective !== null && effective < window) {
    throw new InputError(
      `expected a window of ${window} tokens for ${model} on ${connection.address}, found ${effective}: the machine has no memory for more, or the server lowers it`,
    )
  }
  return effective
}

async function load(
  connection: OllamaConnection,
  settings: OllamaSettings,
  signal: AbortSignal,
): Promise<void> {
  try {
    // Without messages the server loads the model and generates nothing.
    await connection.chat({ ...chatBody(settings, ''), messages: [] }, signal)
  } catch (error) {
    if (error instanceof OllamaError && error.status === 400 && settings.think !== false) {
      throw new InputError(
        `expected a model that thinks (think: ${settings.think}), found ${settings.model} on ${connection.address}, which cannot (${error.message})`,
      )
    }
    throw error
  }
}
