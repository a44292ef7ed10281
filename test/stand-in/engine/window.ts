import type { Misbehaviour } from '../misbehaviour.js'
import type { Message } from '../options.js'
import type { Personality } from '../personality.js'

export type Refusal = { readonly status: number; readonly error: string }

const SMALLEST_WINDOW = 4
const DEFAULT_WINDOW = 4096

/** num_ctx as served: whole, at least 4, at most what the model was trained for. */
export function servedWindow(numCtx: number | undefined, trainedContext: number): number {
  return Math.min(Math.max(Math.trunc(numCtx ?? DEFAULT_WINDOW), SMALLEST_WINDOW), trainedContext)
}

/** What the engine really holds: llama.cpp rounds up to a multiple of 256, and /api/ps goes on telling what was asked for. */
export function contextSize(window: number, { llamaServer }: Personality): number {
  return llamaServer ? Math.ceil(window / 256) * 256 : window
}

/** What llama-server leaves of an over-long prompt: about half the window (259 of 512), always less than all of it. */
export function halvedCount(window: number): number {
  return Math.min(window - Math.floor((window - 5) / 2), window - 1)
}

/** BOS and num_keep tokens from the front, the rest from the end. */
export function cutTokens(tokens: readonly number[], to: number, numKeep: number): number[] {
  const kept = Math.min(numKeep + 1, to)
  return [...tokens.slice(0, kept), ...tokens.slice(tokens.length - (to - kept))].slice(0, to)
}

/** Whole old messages go until the rest fits; system messages and the last one always stay. */
export function dropMessages(
  messages: readonly Message[],
  fits: (kept: readonly Message[]) => boolean,
): readonly Message[] {
  for (let from = 0; from < messages.length - 1; from++) {
    const kept = keepFrom(messages, from)
    if (fits(kept)) return kept
  }
  return keepFrom(messages, messages.length - 1)
}

function keepFrom(messages: readonly Message[], from: number): readonly Message[] {
  return messages.filter(({ role }, i) => i >= from || role === 'system')
}

/** The misbehaviour: nothing but system and last stay, or of these two the last. */
export function dropForNoReason(messages: readonly Message[]): readonly Message[] {
  const kept = keepFrom(messages, messages.length - 1)
  return kept.length < messages.length ? kept : messages.slice(-1)
}

export type Fitting = {
  readonly personality: Personality
  readonly window: number
  readonly numKeep: number
  readonly truncate: boolean
  readonly shift: boolean
  /** Chat of a template that the engine renders itself: it cannot cut. */
  readonly native: boolean
  readonly misbehaviour: Misbehaviour | null
}

/** The prompt as it is read, or why it is not. Tokens are with BOS. */
export function fitTokens(tokens: readonly number[], how: Fitting): readonly number[] | Refusal {
  const { personality, window, numKeep } = how
  const forced = forcedCount(how)
  if (forced !== null) return tokens.length > forced ? cutTokens(tokens, forced, numKeep) : tokens
  if (!personality.llamaServer) {
    if (tokens.length <= window) return tokens
    if (personality.knowsTruncate && !how.truncate)
      return { status: 400, error: 'the input length exceeds the context length' }
    return cutTokens(tokens, window, numKeep)
  }
  if (how.native || !how.truncate) {
    const size = contextSize(window, personality)
    return tokens.length < size ? tokens : { status: 400, error: exceeds(tokens.length, size) }
  }
  if (tokens.length < window) return tokens
  if (!how.shift) return { status: 400, error: LONGER }
  return cutTokens(tokens, halvedCount(window), numKeep)
}

function forcedCount({ misbehaviour, window }: Fitting): number | null {
  if (misbehaviour === 'cut-window') return window
  if (misbehaviour === 'cut-half') return halvedCount(window)
  return misbehaviour === 'overstates-window' ? Math.floor(window / 2) : null
}

const LONGER =
  'the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the context length in settings, or use a model with a longer context length'

function exceeds(tokens: number, window: number): string {
  const error = {
    code: 400,
    message: `request (${tokens} tokens) exceeds the available context size (${window} tokens), try increasing it`,
    type: 'exceed_context_size_error',
    n_prompt_tokens: tokens,
    n_ctx: window,
  }
  // JSON inside a string: Ollama hands on what llama-server said.
  return JSON.stringify({ error })
}

/** How many tokens the window leaves for the answer; none: it shifts for ever. */
export function answerRoom(promptTokens: number, { personality, window, shift }: Fitting): number | null {
  if (!personality.knowsTruncate || shift) return null
  return contextSize(window, personality) - promptTokens + (personality.llamaServer ? 0 : 1)
}
