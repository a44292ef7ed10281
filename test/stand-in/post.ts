import type { StandIn } from './stand-in.js'

export type Reply = {
  readonly status: number
  readonly type: string | null
  readonly text: string
  /** Null where it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
  readonly body: any
  /** Of NDJSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
  readonly lines: any[]
}

/** A request by plain fetch, with the reply in all forms. */
export async function post({ url }: Pick<StandIn, 'url'>, path: string, body?: unknown): Promise<Reply> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(`${url}${path}`, init)
  const text = await response.text()
  const type = response.headers.get('content-type')
  const lines = type === 'application/x-ndjson' ? text.trim().split('\n').map(parse) : []
  return { status: response.status, type, text, body: parse(text), lines }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A chat request as this project sends it: not streamed, nothing may be cut. */
export function chatRequest(content: string, own: object = {}, options: object = {}): object {
  return {
    model: 'tiny',
    messages: [{ role: 'user', content }],
    stream: false,
    truncate: false,
    shift: false,
    ...own,
    options: { num_ctx: 512, num_predict: 64, temperature: 0, ...options },
  }
}

/** What this project holds a model to. */
export const ANSWER_SCHEMA = {
  type: 'object',
  properties: {
    answer: { type: 'string' },
    citations: { type: 'array', items: { type: 'number' } },
    unanswerable: { type: 'boolean' },
  },
}
