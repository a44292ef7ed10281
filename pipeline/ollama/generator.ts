import type { ChatRequest } from 'ollama'
import { InputError } from '../../corpus/input-error.js'
import { checkReply, fewestTokens } from './check-reply.js'
import { readCitations } from './citations.js'
import { GenerationFailure, type Generator } from './generator.js'
import { ollamaAddress } from './ollama-host.js'
import { connectOllama } from './ollama-transport.js'
import { readStructuredAnswer, STRUCTURED_ANSWER_FORMAT } from './structured-answer.js'

const DEADLINE_MS = 15 * 60_000

export type OllamaSettings = {
  readonly model: string
  /** sha256 of the model's manifest, as checkOllama gives it. */
  readonly digest: string
  readonly host: string
  /** Tokens of prompt and answer together, sent as num_ctx; checkOllama compares it with what the model was trained for. */
  readonly window: number
  /** Sent as num_predict; at least 1, since 0 is endless. */
  readonly maxAnswerTokens: number
  readonly seed: number
  /** Ask for JSON with answer, citations and unanswerable; the prompt template has to ask for the same. */
  readonly structured: boolean
  /** Servers outside loopback and the private ranges that records may be sent to. */
  readonly allowHosts: readonly string[]
}

/** The fields that the client's types lack; it passes on whatever it gets. */
type UncutChatRequest = ChatRequest & { stream: false; truncate: false; shift: false }

/** How a model's generator is called in results and reports. */
export function ollamaName(model: string): string {
  return `ollama:${model}`
}

/**
 * Answers through a model on an Ollama server. A response rests on a prompt that the server read whole, or the call
 * fails with a reason. One call is one request: no retries, no queue.
 * @param deadlineMs longest wall time of a call, the loading of the model included
 * @throws InputError for a host that records may not be sent to, or limits that cannot hold
 */
export function ollamaGenerator(settings: OllamaSettings, deadlineMs = DEADLINE_MS): Generator {
  const { model, window, maxAnswerTokens } = settings
  if (
    !Number.isInteger(maxAnswerTokens) ||
    maxAnswerTokens < 1 ||
    !Number.isInteger(window) ||
    window <= maxAnswerTokens
  ) {
    throw new InputError(
      `expected whole numbers with 1 <= answer tokens < window for ${model}, found ${maxAnswerTokens} and ${window}`,
    )
  }
  const connection = connectOllama(ollamaAddress(settings.host, settings.allowHosts))
  return {
    name: ollamaName(model),
    identity: {
      digest: settings.digest,
      window,
      maxAnswerTokens,
      seed: settings.seed,
      structured: settings.structured,
    },
    window,
    async generate(prompt, signal) {
      signal.throwIfAborted()
      const least = fewestTokens(prompt.text)
      if (least + maxAnswerTokens > window) {
        throw new GenerationFailure(
          'prompt-too-long',
          `a prompt of at least ${least} tokens and ${maxAnswerTokens} for the answer exceed the window of ${window}`,
        )
      }
      const deadline = AbortSignal.timeout(deadlineMs)
      const started = performance.now()
      const reply = await connection
        .client(AbortSignal.any([signal, deadline]))
        .chat(chatRequest(settings, prompt.text))
        .catch((error: unknown) => {
          // Whoever cancelled knows why; a cancelled item has not failed.
          signal.throwIfAborted()
          throw deadline.aborted
            ? new GenerationFailure('deadline', `no answer within ${deadlineMs} ms`)
            : failureOf(error)
        })
      const milliseconds = performance.now() - started
      const counts = checkReply(reply, prompt.text, settings)
      const { content } = reply.message
      const answer = settings.structured
        ? readStructuredAnswer(content, prompt.passages)
        : readCitations(content, prompt.passages, [])
      if (answer.text === '')
        throw new GenerationFailure('empty-answer', 'the JSON of the answer holds no text')
      return { ...answer, ...counts, milliseconds, model }
    },
    close: () => connection.close(),
  }
}

function chatRequest(settings: OllamaSettings, text: string): UncutChatRequest {
  return {
    model: settings.model,
    messages: [{ role: 'user', content: text }],
    // In a stream the client skips lines that it cannot parse; a whole reply is either there or not.
    stream: false,
    truncate: false,
    shift: false,
    // Left out it means yes, and thoughts then eat the answer's tokens.
    think: false,
    keep_alive: '30m',
    ...(settings.structured ? { format: STRUCTURED_ANSWER_FORMAT } : {}),
    // Every one is sent: a Modelfile or another server version brings other defaults.
    options: {
      temperature: 0,
      seed: settings.seed,
      top_k: 40,
      top_p: 0.9,
      min_p: 0,
      repeat_penalty: 1,
      num_predict: settings.maxAnswerTokens,
      num_ctx: settings.window,
    },
  }
}

function failureOf(error: unknown): GenerationFailure {
  if (!(error instanceof Error))
    return new GenerationFailure('connection-lost', 'the call failed without an error')
  const status: unknown = Reflect.get(error, 'status_code')
  // The parser's own message quotes the text, which may be the record's.
  if (error.name === 'SyntaxError') return new GenerationFailure('server-error', 'the reply is not JSON')
  if (typeof status !== 'number') {
    const code: unknown = Reflect.get(error.cause ?? error, 'code')
    return new GenerationFailure('connection-lost', typeof code === 'string' ? code : error.message)
  }
  const detail = `HTTP ${status}, ${error.message.slice(0, 200)}`
  if (
    /exceeds the available context size|exceeds the context length|longer than the context/.test(
      error.message,
    )
  ) {
    return new GenerationFailure('prompt-too-long', detail)
  }
  return new GenerationFailure(status >= 500 ? 'server-error' : 'request-refused', detail)
}
