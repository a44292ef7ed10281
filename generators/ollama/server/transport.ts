import { type ChatRequest, type EmbedRequest, Ollama, type ShowRequest } from 'ollama'
import { Agent, fetch as undiciFetch } from 'undici'
import { OllamaError, readOllamaError } from './ollama-error.js'

/**
 * A connection to one server. Each call gives the JSON of the whole reply, of which nothing is certain yet.
 * @throws OllamaError if the server refuses; what undici throws if the connection fails; the reason of `signal`
 */
export type OllamaConnection = {
  readonly address: string
  version(signal: AbortSignal): Promise<unknown>
  /** The models that the server has. */
  list(signal: AbortSignal): Promise<unknown>
  /** The models that it has in memory. */
  ps(signal: AbortSignal): Promise<unknown>
  show(request: object, signal: AbortSignal): Promise<unknown>
  embed(request: object, signal: AbortSignal): Promise<unknown>
  /** Not streamed: a stream loses lines that are no JSON, and may end without a sign. */
  chat(request: object, signal: AbortSignal): Promise<unknown>
  close(): Promise<void>
}

/**
 * The npm client, with a `fetch` of ours below it, since by itself it cannot be cancelled before the headers, has undici's limit of
 * 300 seconds (a server sends no header before its first token), prints error replies that are no JSON, and keeps only the text of
 * an error. It is made for one call, because its own way to cancel ends all calls of a client.
 * @param address as ollamaAddress gives it
 */
export function connectOllama(address: string): OllamaConnection {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  const client = (signal: AbortSignal): Ollama =>
    new Ollama({ host: address, fetch: wholeReplies(dispatcher, signal) })
  return {
    address,
    version: (signal) => client(signal).version(),
    list: (signal) => client(signal).list(),
    ps: (signal) => client(signal).ps(),
    // The client's types lack `verbose`, `truncate` and `shift`; it sends what it is given.
    show: (request, signal) => client(signal).show(request as ShowRequest),
    embed: (request, signal) => client(signal).embed(request as EmbedRequest),
    chat: (request, signal) =>
      client(signal).chat({ ...request, stream: false } as ChatRequest & { readonly stream: false }),
    // Not close(), which waits for answers that nobody wants any more.
    close: () => dispatcher.destroy(),
  }
}

/**
 * A `fetch` that gives whole replies of status 200 and throws all others with what the server said. It closes the socket when
 * `signal` aborts, and follows no redirect, which could lead away from the allowed host.
 */
function wholeReplies(dispatcher: Agent, signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const body = typeof init?.body === 'string' ? init.body : undefined
    const reply = await undiciFetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      redirect: 'error',
      signal,
      dispatcher,
    })
    const text = await reply.text()
    if (!reply.ok) throw readOllamaError(reply.status, text)
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      // The parser's own message quotes the text, which may be the record's.
      throw new OllamaError(reply.status, 'the reply is not JSON')
    }
    // All that the client looks at; a real Response would be parsed a second time.
    return { ok: true, status: reply.status, json: async () => json } as Response
  }
}
