import type { Misbehaviour } from './misbehaviour.js'
import type { StandInModel } from './model.js'
import type { Version } from './personality.js'

/** The parsed JSON of a request, as the client sent it. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the client under test sends; a test that reads it knows what that is.
export type RequestBody = any

export type Message = { readonly role: string; readonly content: string }

export type StandInOptions = {
  readonly version: Version
  /** Default: TINY and MINILM. */
  readonly models?: readonly StandInModel[]
  /** OLLAMA_NUM_PARALLEL, per model; the others wait without a byte. Default 1. */
  readonly parallel?: number
  /** OLLAMA_MAX_QUEUE: how many may wait for a load before the next gets 503. Default 512. */
  readonly maxQueue?: number
  /** Asked once per request; `number` counts the requests of that path from 1. */
  readonly misbehave?: (request: {
    readonly path: string
    readonly body: RequestBody
    readonly number: number
  }) => Misbehaviour | null
  /** Artificial time, default 0 each. */
  readonly msPerPromptToken?: number
  readonly msPerAnswerToken?: number
  readonly msPerLoad?: number
  /** What the model says. Default: a short text that depends on the last message; with a schema, JSON that fits it. */
  readonly answer?: (request: { readonly messages: readonly Message[]; readonly body: RequestBody }) => string
  /** Default 0: any free one. */
  readonly port?: number
}

export type ReceivedRequest = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: RequestBody
  /** Of this path, from 1. */
  readonly number: number
  readonly misbehaviour: Misbehaviour | null
  /** The client closed its socket before the reply was out. */
  abandoned: boolean
}
