import type { z } from 'zod'
import { GenerationFailure } from '../../generator.js'

type ReportedTokens = { readonly promptTokens: number | null; readonly window: number | null }

const NONE_REPORTED: ReportedTokens = { promptTokens: null, window: null }

/** A refusal or fault of a server. @property promptTokens, window exact numbers, if the server reports them */
export class OllamaError extends Error {
  override readonly name = 'OllamaError'
  readonly promptTokens: number | null
  readonly window: number | null

  constructor(
    readonly status: number,
    message: string,
    { promptTokens, window }: ReportedTokens = NONE_REPORTED,
  ) {
    super(message)
    this.promptTokens = promptTokens
    this.window = window
  }
}

/**
 * Reads an error reply. Since version 0.30 the `error` string contains the server's own message as JSON, with
 * exact token numbers.
 */
export function readOllamaError(status: number, body: string): OllamaError {
  const outer = fieldOf(parse(body), 'error')
  if (typeof outer !== 'string') return new OllamaError(status, 'no message')
  const inner = fieldOf(parse(outer), 'error')
  if (typeof inner === 'string') return new OllamaError(status, inner)
  const message = fieldOf(inner, 'message')
  const [tokens, window] = ['n_prompt_tokens', 'n_ctx'].map((field) => {
    const value = fieldOf(inner, field)
    return typeof value === 'number' ? value : null
  }) as [number | null, number | null]
  return new OllamaError(status, typeof message === 'string' ? message : outer, {
    promptTokens: tokens,
    window,
  })
}

/**
 * @throws OllamaError if a reply does not match the schema. The schema's own message is not used, since it might
 * quote the reply
 */
export function readReply<T extends z.ZodType>(schema: T, reply: unknown): z.infer<T> {
  const parsed = schema.safeParse(reply)
  if (!parsed.success) throw new OllamaError(200, 'the reply has an unexpected form')
  return parsed.data
}

/** Whether a server refused a prompt that its window cannot hold, in the wording of any version. */
export function isTooLong(error: unknown): boolean {
  return (
    error instanceof OllamaError &&
    /exceeds the available context size|exceeds (?:the |maximum )?(?:maximum )?context length|longer than the context/.test(
      error.message,
    )
  )
}

/**
 * Whether the same request may succeed later: after a dropped connection, or if a server is loading or its
 * runner died. A 500 that mentions an option or a format is our own fault, and a 400 is never repeated.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof GenerationFailure) return false
  if (!(error instanceof OllamaError)) return true
  if (error.status === 503 || error.status === 502 || error.status === 504) return true
  return error.status === 500 && !/^(?:option|invalid)\b/.test(error.message) && !isTooLong(error)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldOf(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined
}
