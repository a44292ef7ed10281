import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What real servers do, by design or by accident; the recorded cases are named in shared/reference/ollama-wire. */
export type Misbehaviour =
  | 'none'
  | 'no-prompt-count'
  | 'no-answer-count'
  | 'done-false'
  | 'length'
  | 'window-full'
  | 'window-shifted'
  | 'empty-answer'
  | 'unloaded'
  | 'error-in-error'
  | 'html-502'
  | 'reply-not-json'
  | 'reply-null'
  | 'redirect'
  | 'hang'
  | 'close-socket'
  | 'die-mid-body'
  | 'cut-to-window'
  | 'cut-to-half'
  | 'remote-model'

export type ChatBody = {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly stream: boolean
  readonly truncate?: boolean
  readonly shift?: boolean
  readonly options: { readonly num_ctx: number; readonly num_predict: number }
}

export type StandInModel = { readonly name: string; readonly trainedContext: number; readonly extra?: object }

export type StandInOllama = {
  readonly url: string
  /** The bodies of all /api/chat requests, in order of arrival. */
  readonly chats: readonly ChatBody[]
  /** Chat requests whose socket the client closed before the reply was out. */
  readonly abandoned: () => number
  behave(next: Misbehaviour): void
  answerWith(text: string): void
  close(): Promise<void>
}

const NS = {
  total_duration: 8_013_072,
  load_duration: 1_619_562,
  prompt_eval_duration: 3_726_000,
  eval_duration: 1000,
}
const CREATED = '2026-11-22T02:39:51.643139395Z'

/** BOS, roles and markers of a ChatML template take 11 tokens; letter runs, digits and other signs are one each. */
export function standInTokens(text: string): number {
  return 11 + (text.match(/\p{L}+|[^\s\p{L}]/gu)?.length ?? 0)
}

/** Tokens that the stand-in's embedding model reads at once. */
const EMBED_WINDOW = 45

/** Not of unit length: counts of vowels, so that a test can work it out. */
export function standInVector(text: string): number[] {
  return ['a', 'e', 'i', 'o'].map((vowel) => text.toLowerCase().split(vowel).length - 1 + 0.5)
}

/** A server that speaks the wire of Ollama 0.33 on a free loopback port. */
export async function startStandInOllama(models: readonly StandInModel[]): Promise<StandInOllama> {
  const chats: ChatBody[] = []
  let misbehaviour: Misbehaviour = 'none'
  let answer = 'Hemoglobin was 13.2 g/dL.'
  let abandoned = 0
  const server = createServer((request, response) => {
    void route(request, response).catch(() => response.destroy())
  })

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw: Buffer[] = []
    for await (const part of request) raw.push(part)
    const body = raw.length === 0 ? {} : JSON.parse(Buffer.concat(raw).toString('utf8'))
    switch (`${request.method} ${request.url}`) {
      case 'GET /api/version':
        return json(response, 200, { version: '0.33.0-rc2' })
      case 'GET /api/tags':
        return json(response, 200, { models: models.map(tag) })
      case 'GET /api/ps':
        return json(response, 200, {
          models: models.map((model) => ({
            ...tag(model),
            context_length: chats.at(-1)?.options.num_ctx ?? 4096,
          })),
        })
      case 'POST /api/show': {
        const found = models.find((model) => sameName(model.name, body.model))
        return found
          ? json(response, 200, show(found))
          : json(response, 404, { error: `model '${body.model}' not found` })
      }
      case 'POST /api/embed':
        return embed(body, response)
      case 'POST /api/chat':
        chats.push(body)
        response.once('close', () => {
          if (!response.writableFinished) abandoned += 1
        })
        return chat(body, response)
      default:
        response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    }
  }

  function chat(body: ChatBody, response: ServerResponse): void {
    const { num_ctx: window, num_predict: most } = body.options
    if (!models.some((model) => sameName(model.name, body.model))) {
      json(response, 404, { error: `model '${body.model}' not found` })
      return
    }
    const tokens = standInTokens(body.messages.map(({ content }) => content).join('\n'))
    const cutTo =
      misbehaviour === 'cut-to-window'
        ? window
        : misbehaviour === 'cut-to-half'
          ? window - Math.floor((window - 5) / 2)
          : null
    if (cutTo === null && body.truncate === false && tokens >= window) {
      json(response, 400, { error: exceeds(tokens, window) })
      return
    }
    switch (misbehaviour) {
      case 'error-in-error': {
        const error = { code: 500, message: 'failed to process the batch', type: 'server_error' }
        json(response, 500, { error: JSON.stringify({ error }) })
        return
      }
      case 'hang':
        return
      case 'close-socket':
        response.destroy()
        return
      case 'html-502':
        response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad gateway</html>')
        return
      case 'redirect':
        response.writeHead(307, { location: 'http://192.0.2.1:11434/api/chat' }).end()
        return
      case 'reply-not-json':
        response.writeHead(200, { 'content-type': 'application/json' }).end('Patient John Doe {')
        return
      case 'reply-null':
        json(response, 200, null)
        return
      case 'die-mid-body':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
        response.write('{"model":', () => response.destroy())
        return
    }
    const reply = finalReply(body.model, cutTo === null ? tokens : Math.min(tokens, cutTo), window, most)
    if (body.stream) stream(response, reply)
    else json(response, 200, reply)
  }

  function finalReply(model: string, promptTokens: number, window: number, most: number): object {
    const content = misbehaviour === 'empty-answer' ? ' \n' : answer
    const whole = {
      model,
      created_at: CREATED,
      message: { role: 'assistant', content },
      done: true,
      done_reason: 'stop',
      ...NS,
      prompt_eval_count: promptTokens,
      eval_count: standInTokens(content) - 10,
    }
    switch (misbehaviour) {
      case 'no-prompt-count':
        return { ...whole, prompt_eval_count: undefined }
      case 'no-answer-count':
        return { ...whole, eval_count: undefined }
      case 'done-false':
        return { model, created_at: CREATED, message: whole.message, done: false }
      case 'length':
        return { ...whole, done_reason: 'length', eval_count: most }
      case 'window-full':
        return { ...whole, done_reason: 'length', eval_count: most - 1 }
      case 'window-shifted':
        return { ...whole, eval_count: window }
      case 'unloaded':
        return { ...whole, done_reason: 'unload' }
      case 'remote-model':
        return { ...whole, remote_model: 'big', remote_host: 'https://cloud.example' }
      default:
        return whole
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    chats,
    abandoned: () => abandoned,
    behave: (next) => {
      misbehaviour = next
    },
    answerWith: (text) => {
      answer = text
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type EmbedBody = { readonly model: string; readonly input: readonly string[]; readonly truncate?: boolean }

/** Recorded: an over-long text of a batch fails all of it, an empty input gets no vector at all. */
function embed({ model, input, truncate }: EmbedBody, response: ServerResponse): void {
  const isLong = input.some((text) => standInTokens(text) > EMBED_WINDOW)
  if (model === 'chat-only') json(response, 501, { error: 'this model does not support embeddings' })
  else if (isLong && truncate === false)
    json(response, 400, { error: 'the input length exceeds the context length' })
  else json(response, 200, { model, embeddings: input.map(standInVector), prompt_eval_count: 9 })
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

/** As NDJSON: the text word by word, then the last line with the metrics and no text. */
function stream(response: ServerResponse, reply: object): void {
  const { model, message, done } = reply as { model: string; message: { content: string }; done: boolean }
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  for (const content of message.content.split(/(?= )/)) {
    response.write(
      `${JSON.stringify({ model, created_at: CREATED, message: { role: 'assistant', content }, done: false })}\n`,
    )
  }
  if (done) response.write(`${JSON.stringify({ ...reply, message: { role: 'assistant', content: '' } })}\n`)
  response.end()
}

function sameName(name: string, asked: string): boolean {
  return name === asked || name === `${asked}:latest`
}

function tag({ name, extra }: StandInModel): object {
  return {
    name,
    model: name,
    modified_at: CREATED,
    size: 1_440_290,
    digest: '70e9dae4d4318c97a510dd2f15a8e96c695e9e8c72cd270cc0ff73b8693ef75c',
    details: {
      format: 'gguf',
      family: 'llama',
      families: ['llama'],
      parameter_size: '344K',
      quantization_level: 'F16',
    },
    ...extra,
  }
}

function show({ trainedContext, extra }: StandInModel): object {
  return {
    template:
      '{{- range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}<|im_start|>assistant\n',
    details: { format: 'gguf', family: 'llama' },
    model_info: { 'general.architecture': 'llama', 'llama.context_length': trainedContext },
    capabilities: ['completion'],
    ...extra,
  }
}

/** Errors of llama-server arrive as JSON inside the string. */
function exceeds(tokens: number, window: number): string {
  const message = `request (${tokens} tokens) exceeds the available context size (${window} tokens), try increasing it`
  const type = 'exceed_context_size_error'
  return JSON.stringify({ error: { code: 400, message, type, n_prompt_tokens: tokens, n_ctx: window } })
}
