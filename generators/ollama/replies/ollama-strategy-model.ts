import { createHash } from 'node:crypto'
import { neutraliseTokens } from '../../../prompts/special-tokens.js'
import { GenerationFailure } from '../../generator.js'
import { cachedCall } from '../../model-call.js'
import { type ReplyStore, replyKey } from '../../servers/response-cache.js'
import type { ModelRequest, ModelText, StrategyModelSource } from '../../strategy-model.js'
import type { OpenedModel } from '../model/opened-model.js'
import { ollamaName } from '../ollama-generator.js'
import { askModel } from './ask-model.js'
import { type ChatVariation, chatIdentity } from './chat-body.js'
import { onlyThoughts } from './check-reply.js'
import { partedReply } from './parted-reply.js'

/** A model for strategies that ask one. Its replies get the same checks as answers and are kept in the same store. */
export function ollamaStrategyModel(model: OpenedModel, store: ReplyStore): StrategyModelSource {
  const { settings, digest } = model
  const name = ollamaName(settings.model)
  const identity = createHash('sha256')
    .update(JSON.stringify(chatIdentity(settings, digest)))
    .digest('hex')
    .slice(0, 16)
  const ask = async (prompt: string, options: ModelRequest, signal: AbortSignal): Promise<ModelText> => {
    const { text } = neutraliseTokens(prompt, model.ownTokens)
    const { maxTokens, format = null, mayBeCut = false } = options
    const variation: ChatVariation = { maxTokens, format, mayBeCut }
    const key = replyKey(chatIdentity(settings, digest, variation), text, options.patientId)
    const kept = store.reads ? store.cache.get(key) : null
    const isAsked = kept === null || (kept.isCut && !mayBeCut)
    const { calls, ...reply } = isAsked
      ? await askModel(model, { text, patientId: options.patientId, variation, signal })
      : { ...kept, calls: [cachedCall(kept.box)] }
    const { answer, thoughts } = partedReply(model, reply)
    try {
      if (answer.trim() === '') throw onlyThoughts(null)
      options.read?.(answer)
    } catch (error) {
      throw error instanceof GenerationFailure ? error.after({ thoughts, calls }) : error
    }
    if (isAsked) store.cache.put(key, options.patientId, { model: settings.model, reply })
    return { text: answer, isCut: reply.isCut, calls }
  }
  return {
    name,
    identity,
    parallel: model.pool.servers.length * settings.parallel,
    asking: (budgets, counter, signal) => ({
      name,
      ask: (prompt, options) => ask(prompt, options, signal),
      budgets,
      counter,
    }),
  }
}
