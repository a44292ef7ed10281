import { InputError } from '../../corpus/input-error.js'
import { GenerationFailure } from '../generators/generator.js'
import type { Box } from './box-pool.js'
import { type ChatVariation, chatBody } from './chat-body.js'
import { digestOf } from './check-model.js'
import { type CheckedReply, checkReply, fewestTokens } from './check-reply.js'
import { failureOf } from './failure-of.js'
import { isPassing, OllamaError } from './ollama-error.js'
import { type OpenedModel, promptTokens } from './opened-model.js'
import type { OllamaConnection } from './transport.js'

/** How often one call is made in all, where it fails for what may pass. */
const MOST_TRIES = 3
/** In milliseconds. */
const LONGEST_REST = 30_000
/** Faults in a row after which a server that nobody else replaces is taken to be gone. */
const FAULTS_UNTIL_GONE = 8

export type AskedReply = CheckedReply & {
  readonly box: string
  readonly retries: number
  /** Wall time of the call that was answered. */
  readonly milliseconds: number
}

const faults = new WeakMap<Box<OllamaConnection>, number>()

/**
 * One call, on whichever server is free, made again where a fault may pass; a reply is checked before it is given.
 * @throws GenerationFailure where there is no answer that may be believed; InputError where no server is left
 */
export async function askModel(
  model: OpenedModel,
  text: string,
  patientId: string,
  variation: ChatVariation,
  signal: AbortSignal,
): Promise<AskedReply> {
  const tokens = promptTokens(model, text)
  refuseTooLong(model, text, tokens, variation)
  const avoid = new Set<Box<OllamaConnection>>()
  for (let tries = 1, retries = 0; ; retries++) {
    const box = await model.pool.acquire(patientId, avoid, signal)
    try {
      const asked = await askBox(model, box, text, tokens, variation, signal)
      faults.delete(box)
      model.pool.release(box, patientId, asked.promptTokens + asked.responseTokens)
      return { ...asked, box: box.name, retries }
    } catch (error) {
      // Whoever cancelled knows why; a cancelled item has not failed.
      if (signal.aborted) {
        model.pool.release(box, patientId, 0)
        throw signal.reason
      }
      if (isOtherModel(error)) {
        model.pool.rest(box, Number.POSITIVE_INFINITY)
        model.pool.release(box, patientId, 0)
        if (model.pool.boxes.every(({ restsUntil }) => restsUntil === Number.POSITIVE_INFINITY)) throw error
        continue
      }
      if (error instanceof GenerationFailure || !isPassing(error)) {
        model.pool.release(box, patientId, 0)
        throw failureOf(error)
      }
      restAfterFault(model, box)
      model.pool.release(box, patientId, 0)
      // A server that is not there says nothing against the call.
      if (!isUnreachable(error)) {
        avoid.add(box)
        if (tries++ >= MOST_TRIES) throw failureOf(error)
      }
    }
  }
}

/** Prompt and answer have to fit before anything is sent. */
function refuseTooLong(
  { settings: { window, maxAnswerTokens } }: OpenedModel,
  text: string,
  tokens: number | null,
  { maxTokens = maxAnswerTokens }: ChatVariation,
): void {
  const least = tokens ?? fewestTokens(text)
  if (least + maxTokens <= window) return
  const count = tokens === null ? `at least ${least}` : `${least}`
  throw new GenerationFailure(
    'prompt-too-long',
    `a prompt of ${count} tokens and ${maxTokens} for the answer exceed the window of ${window}`,
  )
}

async function askBox(
  { settings, digest }: OpenedModel,
  { server }: Box<OllamaConnection>,
  text: string,
  tokens: number | null,
  variation: ChatVariation,
  signal: AbortSignal,
): Promise<CheckedReply & { milliseconds: number }> {
  const deadline = AbortSignal.timeout(settings.deadlineMs)
  const both = AbortSignal.any([signal, deadline])
  const started = performance.now()
  try {
    // Asked beside the call, which takes far longer: the answer has to come from the model that was checked.
    const [json, found] = await Promise.all([
      server.post('/api/chat', chatBody(settings, text, variation), both),
      digestOf(server, settings.model, both),
    ])
    const milliseconds = performance.now() - started
    if (found !== digest) {
      throw new GenerationFailure(
        'digest-changed',
        `${server.address} serves ${found?.slice(0, 12) ?? 'no model'} as ${settings.model}, not ${digest.slice(0, 12)}`,
      )
    }
    const reply = checkReply(json, {
      prompt: text,
      tokens,
      mayCountMore: settings.think !== false && variation.format !== undefined && variation.format !== null,
      window: settings.window,
      maxAnswerTokens: variation.maxTokens ?? settings.maxAnswerTokens,
    })
    return { ...reply, milliseconds }
  } catch (error) {
    if (deadline.aborted && !signal.aborted)
      throw new GenerationFailure('deadline', `no answer within ${settings.deadlineMs} ms`)
    throw error
  }
}

/** @throws InputError where this was the last server, and it has been gone for long */
function restAfterFault(model: OpenedModel, box: Box<OllamaConnection>): void {
  const count = (faults.get(box) ?? 0) + 1
  faults.set(box, count)
  model.pool.rest(box, Math.min(LONGEST_REST, model.firstRest * 2 ** (count - 1)))
  if (model.pool.boxes.every((other) => (faults.get(other) ?? 0) >= FAULTS_UNTIL_GONE)) {
    const names = model.pool.boxes.map(({ name }) => name).join(', ')
    throw new InputError(
      `expected ${model.settings.model} at ${names}, found no server that answers any more: what is done is kept, start the servers and run again`,
    )
  }
}

function isOtherModel(error: unknown): error is GenerationFailure {
  return error instanceof GenerationFailure && error.reason === 'digest-changed'
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof OllamaError || !(error instanceof Error)) return false
  const code: unknown = Reflect.get(error.cause ?? error, 'code')
  return ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    String(code),
  )
}
