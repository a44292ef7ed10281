import { z } from 'zod'
import { InputError } from '../../corpus/input-error.js'
import { withDeadline } from './deadline.js'
import { OllamaError, readReply } from './ollama-error.js'
import type { OllamaConnection } from './transport.js'

/** A server that only tells of itself answers at once, or not at all. */
const CHECK_DEADLINE_MS = 60_000

/** How the server turns messages into a prompt: by a template of its own, or by the one inside the model's file. */
export type TemplateKind = 'rendered' | 'native'

/** Which server and model answer, for the provenance of an experiment. */
export type ModelFacts = {
  readonly host: string
  readonly version: string
  readonly model: string
  /** sha256 of the model's manifest: the same name can hide another model tomorrow. */
  readonly digest: string
  /** Tokens that the model was trained for; a server accepts a larger window and then cuts in silence. */
  readonly trainedContext: number
  readonly parameterSize: string | null
  readonly quantization: string | null
  readonly template: TemplateKind
  readonly canThink: boolean
}

const versionSchema = z.looseObject({ version: z.string() })
const tagsSchema = z.looseObject({
  models: z.array(
    z.looseObject({
      name: z.string(),
      digest: z.string(),
      details: z
        .looseObject({ parameter_size: z.string().optional(), quantization_level: z.string().optional() })
        .nullish(),
    }),
  ),
})
const showSchema = z.looseObject({
  template: z.string().optional(),
  renderer: z.string().optional(),
  capabilities: z.array(z.string()).nullish(),
  model_info: z.looseObject({}).nullish(),
})

type Entry = z.infer<typeof tagsSchema>['models'][number]

/**
 * Asks a server what it is before anything is sent to it: version, the model's digest, its trained context length, its
 * template.
 * @throws InputError where the server does not answer, the model is missing, runs in the cloud, cannot chat, has no chat
 * template, or was trained for less than `window` tokens
 */
export async function checkModel(
  connection: OllamaConnection,
  model: string,
  window: number,
  signal: AbortSignal = new AbortController().signal,
): Promise<ModelFacts> {
  return checked(withDeadline(connection, CHECK_DEADLINE_MS), model, window, signal)
}

async function checked(
  connection: OllamaConnection,
  model: string,
  window: number,
  signal: AbortSignal,
): Promise<ModelFacts> {
  const host = connection.address
  try {
    const { version } = readReply(versionSchema, await connection.get('/api/version', signal))
    const { models } = readReply(tagsSchema, await connection.get('/api/tags', signal))
    const entry = entryOf(models, model)
    if (entry === undefined) throw missingModel(host, model, models)
    const shown = readReply(showSchema, await connection.post('/api/show', { model }, signal))
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
    if (window > trainedContext) {
      throw new InputError(
        `expected a window of at most ${trainedContext} tokens, which ${model} was trained for, found ${window}`,
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
      template: templateKindOf(shown.template ?? '', shown.renderer, model, host),
      canThink: shown.capabilities?.includes('thinking') ?? false,
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    // What stopped it knows why.
    signal.throwIfAborted()
    const found = error instanceof OllamaError ? `an error (${error.message})` : 'no answer'
    throw new InputError(
      `expected an Ollama server at ${host}, found ${found}: start it with "ollama serve" or name another host`,
    )
  }
}

/** The digest of the model on a server now; null where it has none of this name. */
export async function digestOf(
  connection: OllamaConnection,
  model: string,
  signal: AbortSignal,
): Promise<string | null> {
  const { models } = readReply(tagsSchema, await connection.get('/api/tags', signal))
  return entryOf(models, model)?.digest ?? null
}

function entryOf(models: readonly Entry[], model: string): Entry | undefined {
  return models.find(({ name }) => name === model || name === `${model}:latest`)
}

/** A bare '{{ .Prompt }}' joins what system and user say without telling who speaks: old servers take it for what they do not know. */
function templateKindOf(
  template: string,
  renderer: string | undefined,
  model: string,
  host: string,
): TemplateKind {
  if (renderer) return 'rendered'
  if (template.includes('{%')) return 'native'
  if (/\.(?:Messages|Role|System)\b/.test(template)) return 'rendered'
  if (/^\s*\{\{-?\s*\.Prompt\s*-?\}\}\s*$/.test(template)) {
    throw new InputError(
      `expected a chat template of ${model} on ${host}, found the bare "{{ .Prompt }}", which joins messages without roles: give the model a TEMPLATE, or use a newer server`,
    )
  }
  // A template of its own round the prompt, or one that this server does not tell of.
  return 'rendered'
}

function missingModel(host: string, model: string, models: readonly Entry[]): InputError {
  const present = models.map(({ name }) => name).sort()
  const found = present.length === 0 ? 'no model' : present.join(', ')
  return new InputError(
    `expected model ${model} on ${host}, found ${found}: fetch it with "ollama pull ${model}"`,
  )
}

/** A cloud model's prompts leave the house through a server that is itself local. */
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
  const length: unknown = Reflect.get(info, `${String(architecture)}.context_length`)
  return typeof length === 'number' && length > 0 ? length : null
}
