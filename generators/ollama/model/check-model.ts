import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { InputError } from '../../../base/errors/input-error.js'
import { guessOf } from '../../../base/text/did-you-mean.js'
import { withDeadline } from '../server/deadline.js'
import { OllamaError, readReply } from '../server/ollama-error.js'
import { showSchema, tagsSchema, versionSchema } from '../server/told-schemas.js'
import type { OllamaConnection } from '../server/transport.js'

/** In milliseconds: a server that only describes itself answers at once, or not at all. */
const CHECK_DEADLINE_MS = 60_000

/**
 * How the server turns messages into a prompt: by a template of its own ('rendered'), by the one in the model's
 * file ('native'), or by joining them without roles ('bare').
 */
export type TemplateKind = 'rendered' | 'native' | 'bare'

/** The server and model that answer, for the provenance of an experiment. */
export type ModelFacts = {
  readonly host: string
  readonly version: string
  readonly model: string
  /** sha256 of the model's manifest: the same name can mean another model tomorrow. */
  readonly digest: string
  /** Tokens that the model was trained for. A server accepts a larger window and then truncates silently. */
  readonly trainedContext: number
  readonly parameterSize: string | null
  readonly quantization: string | null
  /** The exact count from the model's file; null if the server does not report it. */
  readonly parameterCount: number | null
  /** The size of the model on the server's disk; null if the server does not report it. */
  readonly sizeBytes: number | null
  readonly template: TemplateKind
  /** sha256 of the template as the server reports it. */
  readonly templateHash: string
  readonly canThink: boolean
}

type Entry = z.infer<typeof tagsSchema>['models'][number]

/**
 * Reads what a server is before anything else is sent to it: its version, the model's digest, its trained
 * context length and its template.
 * @throws InputError if the server does not answer, or the model is missing, runs in the cloud or cannot chat
 */
export async function readModelFacts(
  connection: OllamaConnection,
  model: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<ModelFacts> {
  return readFacts(withDeadline(connection, CHECK_DEADLINE_MS), model, signal)
}

/** @throws InputError if the model was trained for less than `window` tokens */
export function requireTrainedFor({ model, trainedContext }: ModelFacts, window: number): void {
  if (window <= trainedContext) return
  throw new InputError(
    `expected a window of at most ${trainedContext} tokens, which ${model} was trained for, found ${window}`,
  )
}

/** @throws InputError if the template has no roles: old servers use such a template for models that they do not know */
export function requireRoles({ model, host, template }: ModelFacts): void {
  if (template !== 'bare') return
  throw new InputError(
    `expected a chat template of ${model} on ${host}, found the bare "{{ .Prompt }}", which joins messages without roles: give the model a TEMPLATE, or use a newer server`,
  )
}

async function readFacts(
  connection: OllamaConnection,
  model: string,
  signal: AbortSignal,
): Promise<ModelFacts> {
  const host = connection.address
  try {
    const { version } = readReply(versionSchema, await connection.version(signal))
    const { models } = readReply(tagsSchema, await connection.list(signal))
    const entry = entryOf(models, model)
    if (entry === undefined) throw missingModel(host, model, models)
    const shown = readReply(showSchema, await connection.show({ model }, signal))
    refuseCloud(model, entry, shown)
    if (Array.isArray(shown.capabilities) && !shown.capabilities.includes('completion')) {
      throw new InputError(`expected a model that can chat, found ${model} on ${host}, which can only embed`)
    }
    const trainedContext = trainedContextOf(shown.model_info ?? {})
    if (trainedContext === null) {
      throw new InputError(
        `expected the context length of ${model} from ${host}, found none in its model information`,
      )
    }
    return {
      host,
      version,
      model,
      digest: entry.digest,
      trainedContext,
      parameterSize: entry.details?.parameter_size ?? null,
      quantization: entry.details?.quantization_level ?? null,
      parameterCount: positiveOf(shown.model_info ?? {}, 'general.parameter_count'),
      sizeBytes: entry.size ?? null,
      template: templateKindOf(shown.template ?? '', shown.renderer),
      templateHash: createHash('sha256')
        .update(JSON.stringify([shown.template ?? null, shown.renderer ?? null]))
        .digest('hex'),
      canThink: shown.capabilities?.includes('thinking') ?? false,
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    // If the caller aborted, its own reason is thrown.
    signal.throwIfAborted()
    const found = error instanceof OllamaError ? `an error (${error.message})` : 'no answer'
    throw new InputError(
      `expected an Ollama server at ${host}, found ${found}: start it with "ollama serve" or name another host`,
    )
  }
}

/** The current digest of the model on a server; null if the server has no model of this name. */
export async function digestOf(
  connection: OllamaConnection,
  model: string,
  signal: AbortSignal,
): Promise<string | null> {
  const { models } = readReply(tagsSchema, await connection.list(signal))
  return entryOf(models, model)?.digest ?? null
}

function entryOf(models: readonly Entry[], model: string): Entry | undefined {
  return models.find(({ name }) => name === model || name === `${model}:latest`)
}

function templateKindOf(template: string, renderer: string | undefined): TemplateKind {
  if (renderer) return 'rendered'
  if (template.includes('{%')) return 'native'
  if (/\.(?:Messages|Role|System)\b/.test(template)) return 'rendered'
  if (/^\s*\{\{-?\s*\.Prompt\s*-?\}\}\s*$/.test(template)) return 'bare'
  // A template of its own around the prompt, or one that this server does not report.
  return 'rendered'
}

function missingModel(host: string, model: string, models: readonly Entry[]): InputError {
  const present = models.map(({ name }) => name).sort()
  const found = present.length === 0 ? 'no model' : present.join(', ')
  const guess = guessOf(
    model,
    present.map((name) => name.replace(/:latest$/, '')),
  )
  const wayOut =
    guess === ''
      ? `: fetch it with "ollama pull ${model}"`
      : `${guess} Otherwise fetch it with "ollama pull ${model}"`
  return new InputError(`expected model ${model} on ${host}, found ${found}${wayOut}`)
}

/** Refuses cloud models: a server on this machine would send their prompts elsewhere. */
function refuseCloud(model: string, ...replies: readonly object[]): void {
  const isRemote = replies.some(
    (reply) => Reflect.get(reply, 'remote_host') || Reflect.get(reply, 'remote_model'),
  )
  if (isRemote || /[:-]cloud$/.test(model)) {
    throw new InputError(
      `expected a model that runs on the server itself, found cloud model ${model}: choose a local one`,
    )
  }
}

function trainedContextOf(info: object): number | null {
  const architecture: unknown = Reflect.get(info, 'general.architecture')
  return positiveOf(info, `${String(architecture)}.context_length`)
}

function positiveOf(info: object, key: string): number | null {
  const value: unknown = Reflect.get(info, key)
  return typeof value === 'number' && value > 0 ? value : null
}
