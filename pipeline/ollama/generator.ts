import { type CitedAnswer, readCitations } from '../generators/citations.js'
import { GenerationFailure, type Generator, type Prompt } from '../generators/generator.js'
import { neutraliseTokens } from '../generators/special-tokens.js'
import { readStructuredAnswer, STRUCTURED_ANSWER_FORMAT } from '../generators/structured-answer.js'
import { type AskedReply, askModel } from './ask-model.js'
import { withoutThoughts } from './canaries.js'
import { type ChatVariation, chatIdentity } from './chat-body.js'
import type { OpenedModel } from './opened-model.js'
import { type ResponseCache, replyKey } from './response-cache.js'
import type { OllamaSettings } from './settings.js'

/** Prompts that wait for each call that a server is given: among them work is found for a server that knows the patient. */
const WAITING = 2

/** How a model's generator is called in results and reports. */
export function ollamaName(model: string): string {
  return `ollama:${model}`
}

/** Where replies are kept; `reads` is false where they are to be asked for anew. */
export type ReplyStore = { readonly cache: ResponseCache; readonly reads: boolean }

/**
 * Answers through a model on Ollama servers. A response rests on a prompt that a server read whole, or the call fails with a
 * reason.
 * @param repeat number of this repeat, from 0: each has a seed of its own
 */
export function ollamaGenerator(model: OpenedModel, store: ReplyStore | null, repeat = 0): Generator {
  const { settings, digest } = model
  const variation: ChatVariation = {
    seed: settings.seed + repeat,
    format: settings.structured ? STRUCTURED_ANSWER_FORMAT : null,
  }
  return {
    name: ollamaName(settings.model),
    identity: identityOf(settings, digest, settings.seed + repeat),
    window: settings.window,
    parallel: model.pool.boxes.length * settings.parallel * WAITING,
    notes: model.notes,
    async generate(prompt, signal) {
      signal.throwIfAborted()
      const { text, found } = neutraliseTokens(prompt.text, model.ownTokens)
      const key = replyKey(chatIdentity(settings, digest, variation), text, prompt.patientId)
      const kept = store?.reads ? store.cache.get(key) : null
      const reply = kept ?? (await askModel(model, text, prompt.patientId, variation, signal))
      const answer = readAnswer(reply, prompt, model)
      if (kept === null) store?.cache.put(key, prompt.patientId, settings.model, reply)
      return {
        ...answer,
        promptTokens: reply.promptTokens,
        responseTokens: reply.responseTokens,
        milliseconds: reply.milliseconds,
        model: settings.model,
        cost: {
          box: reply.box,
          calls: 1,
          retries: reply.retries,
          loadMs: reply.loadMs,
          promptMs: reply.promptMs,
          answerMs: reply.answerMs,
          waitMs: reply.waitMs,
          isCached: kept !== null,
          neutralised: prompt.neutralised + found,
        },
      }
    },
    close: () => model.close(),
  }
}

/** @throws GenerationFailure where there is no text, or not the JSON that was asked for */
function readAnswer(
  { content }: Pick<AskedReply, 'content'>,
  { passages }: Prompt,
  { settings, leaksThoughts }: OpenedModel,
): CitedAnswer {
  const text = leaksThoughts ? withoutThoughts(content) : content
  if (text === '') throw new GenerationFailure('empty-answer', 'the answer is a thought and nothing else')
  const answer = settings.structured
    ? readStructuredAnswer(text, passages)
    : readCitations(text, passages, [])
  if (answer.text === '') throw new GenerationFailure('empty-answer', 'the JSON of the answer holds no text')
  return answer
}

function identityOf(settings: OllamaSettings, digest: string, seed: number): Generator['identity'] {
  const { window, maxAnswerTokens, structured, think, sampling } = settings
  const { stop, ...numbers } = sampling
  return {
    digest,
    window,
    maxAnswerTokens,
    seed,
    structured,
    think,
    ...numbers,
    stop: stop.join('|') || null,
  }
}
