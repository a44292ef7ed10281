import { createHash } from 'node:crypto'
import { GenerationFailure } from '../generators/generator.js'
import { neutraliseTokens } from '../generators/special-tokens.js'
import type { AskedText, Asker, AskOptions } from '../loop/asking.js'
import { askModel } from './ask-model.js'
import { withoutThoughts } from './canaries.js'
import { type ChatVariation, chatIdentity } from './chat-body.js'
import { ollamaName, type ReplyStore } from './generator.js'
import type { OpenedModel } from './opened-model.js'
import { replyKey } from './response-cache.js'

/** A model for strategies that ask one: by the same checks, and kept in the same store, as its answers. */
export function ollamaAsker(model: OpenedModel, store: ReplyStore): Asker {
  const { settings, digest } = model
  const name = ollamaName(settings.model)
  const identity = createHash('sha256')
    .update(JSON.stringify(chatIdentity(settings, digest)))
    .digest('hex')
    .slice(0, 16)
  const ask = async (prompt: string, options: AskOptions, signal: AbortSignal): Promise<AskedText> => {
    const { text } = neutraliseTokens(prompt, model.ownTokens)
    const variation: ChatVariation = { maxTokens: options.maxTokens, format: options.format ?? null }
    const key = replyKey(chatIdentity(settings, digest, variation), text, options.patientId)
    const kept = store.reads ? store.cache.get(key) : null
    const reply = kept ?? (await askModel(model, text, options.patientId, variation, signal))
    const said = model.leaksThoughts ? withoutThoughts(reply.content) : reply.content
    if (said.trim() === '')
      throw new GenerationFailure('empty-answer', 'the answer is a thought and nothing else')
    options.read?.(said)
    if (kept === null) store.cache.put(key, options.patientId, settings.model, reply)
    const { promptTokens, responseTokens, milliseconds } = reply
    return { text: said, calls: 1, cached: kept === null ? 0 : 1, promptTokens, responseTokens, milliseconds }
  }
  return {
    name,
    identity,
    parallel: model.pool.boxes.length * settings.parallel,
    asking: (budgets, counter, signal) => ({
      name,
      ask: (prompt, options) => ask(prompt, options, signal),
      budgets,
      counter,
    }),
  }
}
