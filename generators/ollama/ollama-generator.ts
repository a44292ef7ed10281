import { neutraliseTokens } from '../../prompts/special-tokens.js'
import { type CitedAnswer, readCitations } from '../cited-places.js'
import { GenerationFailure, type Generator, type Prompt, type Thoughts } from '../generator.js'
import { cachedCall, type ModelCall } from '../model-call.js'
import type { AskedReply } from '../servers/kept-reply.js'
import { type ReplyStore, replyKey } from '../servers/response-cache.js'
import { readStructuredAnswer, structuredFormat } from '../structured-answer.js'
import { partThoughts } from '../thoughts/part-thoughts.js'
import type { OpenedModel } from './model/opened-model.js'
import { askModel } from './replies/ask-model.js'
import { type ChatVariation, chatIdentity } from './replies/chat-body.js'
import { onlyThoughts } from './replies/check-reply.js'
import { type GivenReply, moreThoughts, partedReply } from './replies/parted-reply.js'
import type { OllamaSettings } from './server/settings.js'

/**
 * Prompts that wait per call that the servers may handle: among them the pool finds one for a server that has
 * seen the patient.
 */
const WAITING = 2

/** The name of a model's generator in results and reports. */
export function ollamaName(model: string): string {
  return `ollama:${model}`
}

/**
 * Answers with a model on Ollama servers. A call succeeds only if a server read the whole prompt; otherwise it
 * fails with a reason.
 * @param repeat number of this repeat, from 0: each has its own seed
 */
export function ollamaGenerator(model: OpenedModel, store: ReplyStore | null, repeat = 0): Generator {
  const { settings, digest } = model
  const variation: ChatVariation = {
    seed: settings.seed + repeat,
    format: structuredFormat(settings.structured),
  }
  return {
    name: ollamaName(settings.model),
    identity: identityOf(settings, digest, settings.seed + repeat),
    window: settings.window,
    parallel: model.pool.servers.length * settings.parallel * WAITING,
    notes: model.notes,
    trial: model.trial,
    servers: model.servers,
    async generate(prompt, signal) {
      signal.throwIfAborted()
      const { text, found } = neutraliseTokens(prompt.text, model.ownTokens)
      const key = replyKey(chatIdentity(settings, digest, variation), text, prompt.patientId)
      const kept = store?.reads ? store.cache.get(key) : null
      const { calls, ...reply } =
        kept === null
          ? await askModel(model, { text, patientId: prompt.patientId, variation, signal })
          : { ...kept, calls: [cachedCall(kept.box)] }
      const answer = readAnswer(reply, { prompt, model, calls })
      if (kept === null) store?.cache.put(key, prompt.patientId, { model: settings.model, reply })
      const isCached = kept !== null
      return {
        ...answer,
        promptTokens: reply.promptTokens,
        responseTokens: reply.responseTokens,
        milliseconds: calls.reduce((sum, call) => sum + call.milliseconds, 0),
        model: settings.model,
        calls,
        cost: {
          box: reply.box,
          ...(isCached ? FREE : { ...costOf(reply), calls: 1 }),
          isCached,
          neutralised: prompt.neutralised + found,
        },
      }
    },
    close: () => model.close(),
  }
}

type AnswerSource = {
  readonly prompt: Prompt
  readonly model: OpenedModel
  readonly calls: readonly ModelCall[]
}

/**
 * The answer in a reply, separate from its thoughts.
 * @throws GenerationFailure, with the work done so far, if there is no answer, or not the requested JSON
 */
function readAnswer(
  reply: GivenReply,
  { prompt: { passages }, model, calls }: AnswerSource,
): CitedAnswer & { readonly thoughts: Thoughts; readonly confidence?: number | null } {
  const { answer, thoughts: before } = partedReply(model, reply)
  let thoughts = before
  try {
    if (answer.trim() === '') throw onlyThoughts(null)
    const said = model.settings.structured
      ? readStructuredAnswer(answer, passages)
      : readProse(answer, passages)
    thoughts = moreThoughts(before, said.thoughts, model)
    if (said.text === '' && said.thoughts !== '') throw onlyThoughts(null)
    if (said.text === '') throw new GenerationFailure('empty-answer', 'the JSON of the answer holds no text')
    return { ...said, thoughts }
  } catch (error) {
    throw error instanceof GenerationFailure ? error.after({ thoughts, calls }) : error
  }
}

/** A reply in prose. JSON that was not requested is text like any other. */
function readProse(reply: string, passages: Prompt['passages']): CitedAnswer & { readonly thoughts: string } {
  const { answer, thoughts } = partThoughts(reply)
  return { ...readCitations(answer, passages, []), thoughts }
}

const FREE = { calls: 0, retries: 0, loadMs: 0, promptMs: 0, answerMs: 0, waitMs: 0 } as const

function costOf({ retries, loadMs, promptMs, answerMs, waitMs }: AskedReply) {
  return { retries, loadMs, promptMs, answerMs, waitMs }
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
