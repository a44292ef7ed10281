import { InputError } from '../../../base/errors/input-error.js'
import { GenerationFailure } from '../../generator.js'
import type { ModelCall } from '../../model-call.js'
import type { AskedReply } from '../../servers/kept-reply.js'
import type { PooledServer } from '../../servers/server-pool.js'
import { within } from '../../servers/within.js'
import { digestOf } from '../model/check-model.js'
import { type OpenedModel, promptTokens } from '../model/opened-model.js'
import { failureOf } from '../server/failure-of.js'
import { isPassing, OllamaError } from '../server/ollama-error.js'
import { servedWindow } from '../server/server-version.js'
import type { OllamaConnection } from '../server/transport.js'
import { type ChatVariation, chatBody } from './chat-body.js'
import {
  checkReply,
  contentOf,
  type Expected,
  fewestTokens,
  NOTHING_TOLD,
  type ToldCost,
  thoughtOf,
  toldCost,
} from './check-reply.js'
import { partedReply } from './parted-reply.js'

/** How often a call is tried in all if it fails for temporary reasons. */
const MOST_TRIES = 3
/** Longest rest of a server, in milliseconds. */
const LONGEST_REST = 30_000
/** Consecutive faults after which a server counts as gone, if no other server can replace it. */
const FAULTS_UNTIL_GONE = 8

/** No server is left with the model that the run started with, so no more answers of that model are possible. */
export class ModelReplaced extends InputError {
  constructor(cause: GenerationFailure, model: string) {
    super(
      `the model was replaced during the run: ${cause.message.replace(`${cause.reason}: `, '')}; finished work is kept: restore the former ${model} and run the same command to resume, or run it with the new model to answer everything again`,
      { cause },
    )
  }
}

/** A reply, with every call that was made for it. */
export type CountedReply = AskedReply & { readonly calls: readonly ModelCall[] }

const faults = new WeakMap<PooledServer<OllamaConnection>, number>()

/** A prompt and how it is sent. `patientId`: prompts of one patient go to the same server if possible. */
export type ModelPrompt = {
  readonly text: string
  readonly patientId: string
  readonly variation: ChatVariation
  readonly signal: AbortSignal
}

/**
 * Sends a prompt to whichever server is free, repeats it after temporary faults, and checks the reply.
 * @throws GenerationFailure, with the calls that were made, if there is no answer that can be trusted;
 * InputError if no server is left
 */
export async function askModel(
  model: OpenedModel,
  { text, patientId, variation, signal }: ModelPrompt,
): Promise<CountedReply> {
  const tokens = promptTokens(model, text)
  refuseTooLong(model, { text, tokens, variation })
  const avoid = new Set<PooledServer<OllamaConnection>>()
  const calls: ModelCall[] = []
  for (let tries = 1, retries = 0; ; retries++) {
    const server = await model.pool.acquire(patientId, avoid, signal)
    const started = performance.now()
    let json: unknown
    let told: ToldCost = NOTHING_TOLD
    const note = (outcome: string): ModelCall => {
      const milliseconds = performance.now() - started
      return { server: server.name, outcome, isRetry: retries > 0, milliseconds, ...told }
    }
    try {
      json = await askServer(model, { server, text, variation, signal })
      told = toldCost(json)
      const checked = checkReply(json, expectedOf(model, { server, prompt: { text, tokens }, variation }))
      const call = note('answered')
      calls.push(call)
      faults.delete(server)
      model.pool.release(server, patientId, checked.promptTokens + checked.responseTokens)
      return { ...checked, milliseconds: call.milliseconds, box: server.name, retries, calls }
    } catch (error) {
      // A request that reached no server cost nothing.
      if (!isUnreachable(error)) calls.push(note(failureOf(error).reason))
      const isPassingFault = !signal.aborted && isPassing(error)
      if (isPassingFault || isDeadline(error)) restAfterFault(model, server)
      else if (isOtherModel(error)) model.pool.drop(server, new ModelReplaced(error, model.settings.model))
      else faults.delete(server)
      model.pool.release(server, patientId, 0)
      // The caller's own reason is thrown; a canceled item has not failed.
      signal.throwIfAborted()
      if (isOtherModel(error)) continue
      const { thoughts } = partedReply(model, { content: contentOf(json), thinking: thoughtOf(json) })
      if (!isPassingFault) throw failureOf(error).after({ calls, thoughts })
      refuseGone(model)
      // An unreachable server says nothing about the call, so that does not count as a try.
      if (!isUnreachable(error)) {
        avoid.add(server)
        if (tries++ >= MOST_TRIES) throw failureOf(error).after({ calls })
      }
    }
  }
}

type CountedPrompt = {
  readonly text: string
  readonly tokens: number | null
  readonly variation: ChatVariation
}

/** Prompt and answer must fit into the window before anything is sent. */
function refuseTooLong(
  { settings: { window, maxAnswerTokens } }: OpenedModel,
  { text, tokens, variation: { maxTokens = maxAnswerTokens } }: CountedPrompt,
): void {
  const least = tokens ?? fewestTokens(text)
  if (least + maxTokens <= window) return
  const count = tokens === null ? `at least ${least}` : `${least}`
  throw new GenerationFailure(
    'prompt-too-long',
    `a prompt of ${count} tokens and ${maxTokens} for the answer exceed the window of ${window}`,
  )
}

type ServerPrompt = {
  readonly server: PooledServer<OllamaConnection>
  readonly text: string
  readonly variation: ChatVariation
  readonly signal: AbortSignal
}

async function askServer(
  { settings, digest }: OpenedModel,
  { server: { connection }, text, variation, signal }: ServerPrompt,
): Promise<unknown> {
  // Checked while the call runs, which takes far longer: the answer must come from the model that passed the
  // trial.
  return within(settings.deadlineMs, signal, async (own) => {
    const [reply] = await Promise.all([
      connection.chat(chatBody(settings, text, variation), own),
      requireDigest(connection, { model: settings.model, digest, signal: own }),
    ])
    return reply
  }).catch((error: unknown) => {
    const isDeleted = error instanceof OllamaError && error.status === 404
    throw isDeleted ? otherModel(connection, { model: settings.model, digest, found: null }) : error
  })
}

type ExpectedFrom = {
  readonly server: PooledServer<OllamaConnection>
  readonly prompt: { readonly text: string; readonly tokens: number | null }
  readonly variation: ChatVariation
}

function expectedOf(
  { settings, servers }: OpenedModel,
  {
    server: { connection },
    prompt: { text: prompt, tokens },
    variation: { format, maxTokens, mayBeCut = false },
  }: ExpectedFrom,
): Expected {
  return {
    prompt,
    tokens,
    mayCountMore: settings.think !== false && format !== undefined && format !== null,
    window: windowOn(connection.address, settings.window, servers),
    maxAnswerTokens: maxTokens ?? settings.maxAnswerTokens,
    mayBeCut,
  }
}

/**
 * The window that a server really has, in tokens. Text that exceeds the requested window but not this one was
 * read whole.
 */
function windowOn(address: string, asked: number, servers: OpenedModel['servers']): number {
  const version = servers.find(({ host }) => host === address)?.version
  return version === undefined ? asked : servedWindow(asked, version)
}

type ExpectedDigest = {
  readonly model: string
  readonly digest: string
  readonly signal: AbortSignal
}

async function requireDigest(
  connection: OllamaConnection,
  { model, digest, signal }: ExpectedDigest,
): Promise<void> {
  const found = await digestOf(connection, model, signal)
  if (found !== digest) throw otherModel(connection, { model, digest, found })
}

type FoundModel = {
  readonly model: string
  readonly digest: string
  readonly found: string | null
}

function otherModel({ address }: OllamaConnection, { model, digest, found }: FoundModel): GenerationFailure {
  return new GenerationFailure(
    'digest-changed',
    `${address} serves ${found?.slice(0, 12) ?? 'no model'} as ${model}, not ${digest.slice(0, 12)}`,
  )
}

/** Calls that fail at the same time count as one fault. */
function restAfterFault(model: OpenedModel, server: PooledServer<OllamaConnection>): void {
  if (model.pool.isResting(server)) return
  const count = (faults.get(server) ?? 0) + 1
  faults.set(server, count)
  model.pool.rest(server, Math.min(LONGEST_REST, model.firstRest * 2 ** (count - 1)))
}

/** @throws InputError if every server has been gone for long, or now serves another model */
function refuseGone({ pool, settings }: OpenedModel): void {
  const isGone = (server: PooledServer<OllamaConnection>) =>
    server.restsUntil === Number.POSITIVE_INFINITY || (faults.get(server) ?? 0) >= FAULTS_UNTIL_GONE
  if (!pool.servers.every(isGone)) return
  const names = pool.servers.map(({ name }) => name).join(', ')
  throw new InputError(
    `expected ${settings.model} at ${names}, but no server answers any more: finished work is kept; start the servers and run the same command to resume`,
  )
}

function isOtherModel(error: unknown): error is GenerationFailure {
  return error instanceof GenerationFailure && error.reason === 'digest-changed'
}

/**
 * A call that exceeded its deadline is not repeated, since it took long enough; but the server rests, so that
 * other calls do not wait for it too.
 */
function isDeadline(error: unknown): boolean {
  return error instanceof GenerationFailure && error.reason === 'deadline'
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof OllamaError || !(error instanceof Error)) return false
  const code: unknown = Reflect.get(error.cause ?? error, 'code')
  return ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    String(code),
  )
}
