import type { ModelResponse } from 'ollama'
import { InputError } from '../../corpus/input-error.js'
import { ollamaAddress } from './ollama-host.js'
import { connectOllama } from './ollama-transport.js'

const CHECK_DEADLINE_MS = 20_000

/** Which server and model answered, for the provenance of an experiment. */
export type OllamaServer = {
  readonly host: string
  readonly version: string
  readonly model: string
  /** sha256 of the model's manifest: the same name can hide another model tomorrow. */
  readonly digest: string
  /** Tokens that the model was trained for; a server accepts a larger window and then cuts in silence. */
  readonly trainedContext: number
  readonly parameterSize: string | null
  readonly quantization: string | null
}

/**
 * Asks a server what it is before anything is sent to it: version, the model's digest, its trained context length.
 * @throws InputError where the server does not answer, the model is missing, runs in the cloud, cannot chat, or was
 * trained for less than `window` tokens
 */
export async function checkOllama(settings: {
  readonly host: string
  readonly model: string
  readonly window: number
  readonly allowHosts: readonly string[]
}): Promise<OllamaServer> {
  const { model, window } = settings
  const host = ollamaAddress(settings.host, settings.allowHosts)
  const connection = connectOllama(host)
  const client = connection.client(AbortSignal.timeout(CHECK_DEADLINE_MS))
  try {
    const { version } = await client.version()
    const { models } = await client.list()
    const entry = models.find(({ name }) => name === model || name === `${model}:latest`)
    if (entry === undefined) throw missingModel(host, model, models)
    const shown = await client.show({ model })
    refuseCloud(model, entry, shown)
    if (Array.isArray(shown.capabilities) && !shown.capabilities.includes('completion')) {
      throw new InputError(`expected a model that can chat, found ${model} on ${host}, which can only embed`)
    }
    const trainedContext = trainedContextOf(shown.model_info)
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
    const { parameter_size: parameterSize, quantization_level: quantization } = entry.details ?? {}
    return {
      host,
      version,
      model,
      digest: entry.digest,
      trainedContext,
      parameterSize: parameterSize ?? null,
      quantization: quantization ?? null,
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    const found =
      error instanceof Error && 'status_code' in error ? `an error (${error.message})` : 'no answer'
    throw new InputError(
      `expected an Ollama server at ${host}, found ${found}: start it with "ollama serve" or name another host`,
    )
  } finally {
    await connection.close()
  }
}

function missingModel(host: string, model: string, models: readonly ModelResponse[]): InputError {
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
  // The client's types call it a Map; what arrives is a plain object.
  const architecture: unknown = Reflect.get(info, 'general.architecture')
  const length: unknown = Reflect.get(info, `${String(architecture)}.context_length`)
  return typeof length === 'number' && length > 0 ? length : null
}
