import { Ollama } from 'ollama'
import { Agent, fetch as undiciFetch } from 'undici'

/** A connection to one server; `client(signal)` gives the npm client for one call, cancelled with the signal. */
export type OllamaConnection = {
  client(signal: AbortSignal): Ollama
  close(): Promise<void>
}

/**
 * The npm client with what it lacks put beneath it: no 300-second limit (a server sends no header before its first
 * token), a signal that works before the headers too, no following of redirects, which could lead away from the
 * allowed host, and errors always as JSON, since of others the client prints to stdout.
 * @param address as ollamaAddress gives it
 */
export function connectOllama(address: string): OllamaConnection {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  const send = async (url: string, body: string | undefined, signal: AbortSignal): Promise<Response> => {
    const reply = await undiciFetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      redirect: 'error',
      signal,
      dispatcher,
    })
    const text = await reply.text()
    const headers = { 'content-type': 'application/json' }
    if (reply.ok) return new Response(text, { status: reply.status, headers })
    return new Response(JSON.stringify({ error: errorOf(text) }), { status: reply.status, headers })
  }
  return {
    client: (signal) =>
      new Ollama({
        host: address,
        fetch: (input, init) => {
          const url = input instanceof Request ? input.url : String(input)
          return send(url, typeof init?.body === 'string' ? init.body : undefined, signal)
        },
      }),
    // Not close(), which waits for answers that nobody wants any more.
    close: () => dispatcher.destroy(),
  }
}

/** The server's own words: since 0.30 they are JSON inside the string in `error`. */
function errorOf(body: string): string {
  const outer = fieldOf(body, 'error')
  if (typeof outer !== 'string') return 'no message'
  const inner = fieldOf(outer, 'error')
  if (typeof inner === 'string') return inner
  const message = fieldOf(JSON.stringify(inner ?? null), 'message')
  return typeof message === 'string' ? message : outer
}

function fieldOf(json: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  } catch {
    return undefined
  }
}
