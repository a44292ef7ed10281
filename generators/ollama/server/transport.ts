import { type ChatRequest, type EmbedRequest, Ollama, type ShowRequest } from 'ollama'
import { Agent, fetch as undiciFetch } from 'undici'
import { OllamaError, readOllamaError } from './ollama-error.js'

/**
 * A connection to one server. Each call gives the JSON of the whole reply, which is not validated yet.
 * @throws OllamaError if the server refuses; undici's error if the connection fails; the reason of `signal` if
 * it aborts
 */
export type OllamaConnection = {
  readonly address: string
  version(signal: AbortSignal): Promise<unknown>
  /** The models on the server. */
  list(signal: AbortSignal): Promise<unknown>
  /** The models in the server's memory. */
  ps(signal: AbortSignal): Promise<unknown>
  show(request: object, signal: AbortSignal): Promise<unknown>
  embed(request: object, signal: AbortSignal): Promise<unknown>
  /** Not streamed: a stream drops lines that are not JSON, and may end without notice. */
  chat(request: object, signal: AbortSignal): Promise<unknown>
  close(): Promise<void>
}

/**
 * Connects with the npm client, but with our own `fetch` underneath. The client's default cannot be canceled
 * before the headers arrive, has undici's limit of 300 seconds (a server sends no header before its first
 * token), prints error replies that are not JSON, and keeps only the text of an error. A client is made for each
 * call, because its own way to cancel ends all of a client's calls.
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
    // The client's types lack `verbose`, `truncate` and `shift`, but it sends what it is given.
    show: (request, signal) => client(signal).show(request as ShowRequest),
    embed: (request, signal) => client(signal).embed(request as EmbedRequest),
    chat: (request, signal) =>
      client(signal).chat({ ...request, stream: false } as ChatRequest & { readonly stream: false }),
    // Not close(), which would wait for answers that nobody needs any more.
    close: () => dispatcher.destroy(),
  }
}

/**
 * A `fetch` that gives whole replies of status 200, and for any other status throws the server's message. It
 * closes the socket when `signal` aborts, and follows no redirect, which could lead to a server that is not
 * allowed.
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
      // The parser's own message quotes the text, which may come from the record.
      throw new OllamaError(reply.status, 'the reply is not JSON')
    }
    // The client uses nothing else; a real Response would be parsed a second time.
    return { ok: true, status: reply.status, json: async () => json } as Response
  }
}
