import { setTimeout as sleep } from 'node:timers/promises'
import { InputError } from '../../base/errors/input-error.js'
import { SystemFailure } from '../../base/errors/system-failure.js'
import { codeOf } from '../../base/errors/system-sentence.js'
import { characterEnd } from '../../base/text/whole-characters.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import { readEmbeddings } from './embedding-reply.js'
import { ollamaAddress } from './server/address.js'
import { withDeadline } from './server/deadline.js'
import { isPassing, isTooLong, OllamaError, readReply } from './server/ollama-error.js'
import { showSchema, tagsSchema } from './server/told-schemas.js'
import { connectOllama, type OllamaConnection } from './server/transport.js'

const DEFAULT_HOST = '127.0.0.1:11434'
const BATCH = 32
const DEADLINE_MS = 10 * 60_000
/** Never aborts: stopping an index ends the process. */
const NEVER = new AbortController().signal
const MOST_TRIES = 3
const FIRST_REST_MS = 100
/**
 * Characters per token, used only to size chunks: the server has no tokenizer to query, and texts that it
 * refuses are halved.
 */
const CHARACTERS_A_TOKEN = 4
/**
 * A WordPiece tokenizer like that of llama.cpp reads both texts alike; a server that did not gave them a cosine
 * of 0.56.
 */
const PLAIN = 'naive cafe resume'
const ACCENTED = 'naïve café résumé'
const SAME = 0.99

/**
 * Opens an embedding model on an Ollama server on this machine or a private network (OLLAMA_HOST, otherwise port
 * 11434 here). Texts are sent with `truncate: false`: a text that exceeds the model's window is embedded in
 * halves, never cut silently.
 * @throws InputError if the server does not answer, lacks the model or cannot embed with it
 */
export async function openOllamaEmbedder(
  model: string,
  host = process.env['OLLAMA_HOST'] || DEFAULT_HOST,
): Promise<Embedder> {
  const connection = connectOllama(ollamaAddress(host, []))
  try {
    return await openEmbedder(model, connection)
  } catch (error) {
    await connection.close()
    throw error
  }
}

async function openEmbedder(model: string, connection: OllamaConnection): Promise<Embedder> {
  const { address } = connection
  const checked = withDeadline(connection, DEADLINE_MS)
  const { digest, stripsAccents } = await modelFacts()
  // Set by the first reply; all vectors of a model have the same length.
  let width: number | null = null
  const ask = async (texts: readonly string[]): Promise<readonly (readonly number[])[]> => {
    const body = { model, input: [...texts], truncate: false, keep_alive: '30m' }
    const reply = await patiently(() => checked.embed(body, NEVER))
    const vectors = readEmbeddings(reply, { texts: texts.length, dimensions: width, model, address })
    width ??= vectors[0]?.length ?? null
    return vectors
  }

  /** Splits what the server finds too long: first the batch, then the text. */
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
      const at = space < 0 || space >= text.length - 1 ? characterEnd(text, text.length >>> 1) : space
      if (at === text.length) throw asInputError(error, model, address)
      const halves = await embedAll([text.slice(0, at), text.slice(at)].filter((half) => half.trim() !== ''))
      return [
        unit(
          halves[0]!.map((value, d) => value + (halves[1]?.[d] ?? 0)),
          model,
        ),
      ]
    }
  }

  async function modelFacts(): Promise<{ digest: string; stripsAccents: boolean }> {
    try {
      const { models } = readReply(tagsSchema, await checked.list(NEVER))
      const entry = models.find(({ name }) => name === model || name === `${model}:latest`)
      if (entry === undefined) {
        throw new InputError(
          `expected model ${model} on ${address}, found none: fetch it with "ollama pull ${model}"`,
        )
      }
      if (Reflect.get(entry, 'remote_host'))
        throw new InputError(`expected a model that runs on ${address} itself, found cloud model ${model}`)
      const { model_info: info } = readReply(showSchema, await checked.show({ model }, NEVER))
      const tokenizer: unknown = Reflect.get(info ?? {}, 'tokenizer.ggml.model')
      return { digest: entry.digest, stripsAccents: tokenizer === 'bert' }
    } catch (error) {
      throw asInputError(error, model, address)
    }
  }

  const [probe, plain, accented] = await embedAll(['probe', PLAIN, ACCENTED])
  const likeness = plain!.reduce((sum, value, d) => sum + value * accented![d]!, 0)
  if (stripsAccents && likeness < SAME) {
    throw new InputError(
      `expected the same vector from ${model} at ${address} for '${PLAIN}' and '${ACCENTED}', which its tokenizer reads as equal, found a cosine of ${likeness.toFixed(3)}: Ollama 0.24 embeds accented text wrongly; use another version`,
    )
  }
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
      // The server returns no vector at all for an empty text.
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

/** Repeats requests, so that a temporary fault does not end an index run. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries >= MOST_TRIES || !isPassing(error)) throw error
      await sleep(FIRST_REST_MS * 2 ** (tries - 1))
    }
  }
}

/** Quotes the server's own message, which never contains the text that was sent. */
function asInputError(error: unknown, model: string, address: string): InputError | SystemFailure {
  if (error instanceof InputError || error instanceof SystemFailure) return error
  const expected = `expected vectors from ${model} on the Ollama server at ${address}`
  if (error instanceof OllamaError)
    return new InputError(`${expected}, found HTTP ${error.status}: ${error.message.slice(0, 200)}`)
  const code = codeOf((error as Error).cause ?? error) || 'NO_ANSWER'
  return new SystemFailure(
    `${expected}, found no answer (${code}): start it with "ollama serve" or name another host in OLLAMA_HOST, then run the same command again; finished work is kept`,
    code,
  )
}

function unit(vector: Iterable<number>, model: string): Float32Array {
  const values = Float64Array.from(vector)
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  if (!Number.isFinite(norm) || norm === 0) {
    const found = norm === 0 ? 'zeros only' : 'numbers too large to be compared'
    throw new InputError(`expected non-zero vectors from ${model}, found ${found}`)
  }
  return Float32Array.from(values, (value) => value / norm)
}
