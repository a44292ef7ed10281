import { Ollama } from 'ollama'
import { Agent, fetch as undiciFetch } from 'undici'
import { OllamaError, readOllamaError } from './ollama-error.js'

/** A connection to one server. */
export type OllamaConnection = {
  readonly address: string
  /** The npm client for one call, cancelled with the signal: for what it has types for. */
  client(signal: AbortSignal): Ollama
  /**
   * Posts JSON and gives the JSON of a whole reply.
   * @throws OllamaError where the server refuses; what undici throws where the connection fails
   */
  post(path: string, body: object, signal: AbortSignal): Promise<unknown>
  get(path: string, signal: AbortSignal): Promise<unknown>
  close(): Promise<void>
}

/**
 * undici with no 300-second limit (a server sends no header before its first token), a signal that works before the headers
 * too and closes the socket, and no following of redirects, which could lead away from the allowed host.
 * @param address as ollamaAddress gives it
 */
export function connectOllama(address: string): OllamaConnection {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  const send = async (url: string, body: string | undefined, signal: AbortSignal) => {
    const reply = await undiciFetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      redirect: 'error',
      signal,
      dispatcher,
    })
    return { ok: reply.ok, status: reply.status, text: await reply.text() }
  }
  const call = async (path: string, body: object | undefined, signal: AbortSignal): Promise<unknown> => {
    const json = body === undefined ? undefined : JSON.stringify(body)
    const { ok, status, text } = await send(`${address}${path}`, json, signal)
    if (!ok) throw readOllamaError(status, text)
    try {
      return JSON.parse(text)
    } catch {
      // The parser's own message quotes the text, which may be the record's.
      throw new OllamaError(status, 'the reply is not JSON')
    }
  }
  return {
    address,
    client: (signal) =>
      new Ollama({
        host: address,
        fetch: async (input, init) => {
          const url = input instanceof Request ? input.url : String(input)
          const body = typeof init?.body === 'string' ? init.body : undefined
          const { ok, status, text } = await send(url, body, signal)
          const headers = { 'content-type': 'application/json' }
          // Errors always as JSON: of others the client prints to stdout.
          const shown = ok ? text : JSON.stringify({ error: readOllamaError(status, text).message })
          return new Response(shown, { status, headers })
        },
      }),
    post: (path, body, signal) => call(path, body, signal),
    get: (path, signal) => call(path, undefined, signal),
    // Not close(), which waits for answers that nobody wants any more.
    close: () => dispatcher.destroy(),
  }
}
