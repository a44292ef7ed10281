import { InputError } from '../corpus/input-error.js'
import type { Embedder } from '../indexes/embedder.js'
import { ollamaAddress } from './generators/ollama-host.js'
import { connectOllama } from './generators/ollama-transport.js'

const DEFAULT_HOST = '127.0.0.1:11434'
const BATCH = 32
const DEADLINE_MS = 10 * 60_000
/** Characters a token, for the sizes of chunks only: the server has no tokenizer to ask, and what it refuses is halved. */
const CHARACTERS_A_TOKEN = 4

/**
 * An embedding model on an Ollama server of this machine or a private network (OLLAMA_HOST, else port 11434 here). Texts
 * are sent with `truncate: false`: one that exceeds the model's window is embedded in halves, never cut in silence.
 * @throws InputError where the server does not answer, lacks the model or cannot embed with it
 */
export async function openOllamaEmbedder(
  model: string,
  host = process.env['OLLAMA_HOST'] || DEFAULT_HOST,
): Promise<Embedder> {
  const address = ollamaAddress(host, [])
  const connection = connectOllama(address)
  const client = () => connection.client(AbortSignal.timeout(DEADLINE_MS))
  const digest = await modelDigest()
  const ask = async (texts: readonly string[]): Promise<readonly number[][]> => {
    // The client's types lack none of these; an older server ignores what it does not know.
    const { embeddings } = await client().embed({
      model,
      input: [...texts],
      truncate: false,
      keep_alive: '30m',
    })
    if (embeddings.length !== texts.length) {
      throw new InputError(
        `expected ${texts.length} vectors from ${model} at ${address}, found ${embeddings.length}`,
      )
    }
    return embeddings
  }

  /** Halves what the server finds too long, batches first. */
  const embedAll = async (texts: readonly string[]): Promise<Float32Array[]> => {
    try {
      return (await ask(texts)).map((vector) => unit(vector, model))
    } catch (error) {
      if (!isTooLong(error)) throw asInputError(error, model, address)
      if (texts.length > 1) {
        const middle = texts.length >>> 1
        return [...(await embedAll(texts.slice(0, middle))), ...(await embedAll(texts.slice(middle)))]
      }
      const text = texts[0]!
      if (text.length < 2) throw asInputError(error, model, address)
      const space = text.indexOf(' ', text.length >>> 1)
      const at = space < 0 || space >= text.length - 1 ? text.length >>> 1 : space
      const halves = await embedAll([text.slice(0, at), text.slice(at)].filter((half) => half.trim() !== ''))
      return [
        unit(
          halves[0]!.map((value, d) => value + (halves[1]?.[d] ?? 0)),
          model,
        ),
      ]
    }
  }

  async function modelDigest(): Promise<string> {
    try {
      const { models } = await client().list()
      const entry = models.find(({ name }) => name === model || name === `${model}:latest`)
      if (entry === undefined) {
        throw new InputError(
          `expected model ${model} on ${address}, found none: fetch it with "ollama pull ${model}"`,
        )
      }
      if (Reflect.get(entry, 'remote_host'))
        throw new InputError(`expected a model that runs on ${address} itself, found cloud model ${model}`)
      return entry.digest
    } catch (error) {
      throw asInputError(error, model, address)
    }
  }

  const [probe] = await embedAll(['probe'])
  const dimensions = probe!.length
  return {
    name: `ollama-${model.replaceAll(':', '-')}`,
    hash: digest,
    dimensions,
    kind: 'encoder',
    maxTokens: Number.POSITIVE_INFINITY,
    countTokens: (text) => Math.ceil(text.length / CHARACTERS_A_TOKEN),
    async embed(texts) {
      const vectors: Float32Array[] = texts.map(() => new Float32Array(dimensions))
      // The server answers an empty text with no vector at all.
      const asked = texts.flatMap((text, i) => (text.trim() === '' ? [] : [i]))
      for (let from = 0; from < asked.length; from += BATCH) {
        const batch = asked.slice(from, from + BATCH)
        const found = await embedAll(batch.map((i) => texts[i]!))
        batch.forEach((i, b) => {
          vectors[i] = found[b]!
        })
      }
      return vectors
    },
    close: () => connection.close(),
  }
}

function isTooLong(error: unknown): boolean {
  return (
    error instanceof Error &&
    /exceeds (?:the )?(?:maximum )?context length|exceeds the available context size|input length exceeds/.test(
      error.message,
    )
  )
}

/** The server's own words, which never hold the text that was sent. */
function asInputError(error: unknown, model: string, address: string): InputError {
  if (error instanceof InputError) return error
  const status: unknown = error instanceof Error ? Reflect.get(error, 'status_code') : undefined
  const found =
    typeof status === 'number' ? `HTTP ${status}: ${(error as Error).message.slice(0, 200)}` : 'no answer'
  return new InputError(`expected vectors from ${model} on the Ollama server at ${address}, found ${found}`)
}

function unit(vector: Iterable<number>, model: string): Float32Array {
  const values = Float64Array.from(vector)
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  if (!Number.isFinite(norm))
    throw new InputError(`expected finite numbers in the vectors of ${model}, found others`)
  return Float32Array.from(values, (value) => (norm === 0 ? 0 : value / norm))
}
