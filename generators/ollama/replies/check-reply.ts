import { z } from 'zod'
import { GenerationFailure } from '../../generator.js'
import type { ModelCall } from '../../model-call.js'
import type { CheckedReply } from '../../servers/kept-reply.js'
import { partReply } from '../../thoughts/part-thoughts.js'

/**
 * The fewest tokens that a text can have in any tokenizer of these models: none joins two words across a blank.
 * Too low to pack with, but a server that counts fewer did not read the whole text.
 */
export function fewestTokens(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}

/** What a reply is checked against. */
export type Expected = {
  /** The prompt as sent. */
  readonly prompt: string
  /** Tokens of the prompt by our own count, including template and BOS; null if there is no tokenizer to count with. */
  readonly tokens: number | null
  /**
   * True if the server may count more: with thoughts and a schema it counts the thoughts as part of a second
   * prompt.
   */
  readonly mayCountMore: boolean
  /** The server's window in tokens, which may be larger than num_ctx as sent. */
  readonly window: number
  /** num_predict as sent. */
  readonly maxAnswerTokens: number
  /** True if an answer that was cut at the token limit is usable. */
  readonly mayBeCut?: boolean
}

const replySchema = z.looseObject({
  done: z.boolean().optional(),
  done_reason: z.string().optional(),
  // Servers omit values that are zero or unknown.
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
  total_duration: z.number().optional(),
  load_duration: z.number().optional(),
  prompt_eval_duration: z.number().optional(),
  eval_duration: z.number().optional(),
  message: z.looseObject({ content: z.string().nullish() }).optional(),
})

/** Fields in which servers put separated thoughts: Ollama; llama.cpp, vLLM and DeepSeek; OpenAI-like servers. */
const THINKING_FIELDS = ['thinking', 'reasoning_content', 'reasoning'] as const

/**
 * Checks that a reply can be trusted: it is whole, the model ended it, and the server read the whole prompt.
 * @throws GenerationFailure if not
 */
export function checkReply(json: unknown, expected: Expected): CheckedReply {
  const parsed = replySchema.safeParse(json)
  if (!parsed.success) {
    throw new GenerationFailure(
      'server-error',
      'the reply is not a JSON object with the fields of a chat reply',
    )
  }
  const reply = parsed.data
  if (reply['remote_host'] || reply['remote_model']) {
    throw new GenerationFailure('cloud-model', 'the server passed the prompt on to another server')
  }
  if (reply.done !== true) {
    throw new GenerationFailure(
      'unfinished',
      'the server stopped before the end, as it does after 30 equal tokens',
    )
  }
  const { prompt_eval_count: promptTokens, eval_count: responseTokens } = reply
  if (promptTokens === undefined || responseTokens === undefined) {
    const missing = promptTokens === undefined ? 'prompt_eval_count' : 'eval_count'
    throw new GenerationFailure(
      'missing-counts',
      `the reply has no ${missing}, so it is unknown what the model read`,
    )
  }
  checkPromptCount(promptTokens, expected)
  const { window, maxAnswerTokens, mayBeCut = false } = expected
  // Checked before the sum: versions 0.12.6 to 0.29 end an answer one token after the window.
  if (reply.done_reason === 'length' && responseTokens < maxAnswerTokens) {
    throw new GenerationFailure(
      'window-full',
      `the window of ${window} tokens ended the answer after ${responseTokens}`,
    )
  }
  if (promptTokens + responseTokens > window) {
    throw new GenerationFailure(
      'window-exceeded',
      `prompt (${promptTokens}) and answer (${responseTokens}) exceed the window of ${window} tokens`,
    )
  }
  const isCut = reply.done_reason === 'length'
  const [content, thinking] = [reply.message?.content ?? '', thinkingOf(reply)]
  const { answer, thoughts } = partReply(content, thinking)
  if (answer.trim() === '' && thoughts !== '') throw onlyThoughts(isCut ? maxAnswerTokens : null)
  if (isCut && !mayBeCut)
    throw new GenerationFailure('answer-cut', `the answer was cut at ${maxAnswerTokens} tokens`)
  if (!isCut && reply.done_reason !== 'stop') {
    throw new GenerationFailure(
      'unfinished',
      `expected done_reason "stop", found "${reply.done_reason ?? ''}"`,
    )
  }
  if (answer.trim() === '') {
    throw new GenerationFailure(
      'empty-answer',
      `the model answered with ${responseTokens} token${responseTokens === 1 ? '' : 's'} and no text`,
    )
  }
  return { content, thinking, isCut, promptTokens, responseTokens, ...durations(reply) }
}

/**
 * The failure of a reply that is all thoughts.
 * @param limit the token limit that ended the thoughts; null if the model ended them
 */
export function onlyThoughts(limit: number | null): GenerationFailure {
  const detail =
    limit === null
      ? 'the reply is thoughts and nothing else'
      : `the reply is thoughts and nothing else when ${limit} tokens end it: allow more with maxAnswerTokens, or ask with think: false`
  return new GenerationFailure('only-thoughts', detail)
}

/**
 * What a call took by the server's own counts and clock, whether or not the reply can be trusted; null for
 * values that the reply lacks.
 */
export type ToldCost = Pick<ModelCall, 'promptTokens' | 'answerTokens' | 'promptMs' | 'answerMs' | 'waitMs'>

/** For a reply without counts and durations. */
export const NOTHING_TOLD: ToldCost = {
  promptTokens: null,
  answerTokens: null,
  promptMs: null,
  answerMs: null,
  waitMs: null,
}

/** Counts and durations of a reply; null for each that is missing or is not a number. */
export function toldCost(json: unknown): ToldCost {
  const parsed = replySchema.safeParse(json)
  if (!parsed.success) return NOTHING_TOLD
  const { prompt_eval_count, eval_count } = parsed.data
  const { promptMs, answerMs, waitMs } = durations(parsed.data)
  return {
    promptTokens: prompt_eval_count ?? null,
    answerTokens: eval_count ?? null,
    promptMs,
    answerMs,
    waitMs,
  }
}

function checkPromptCount(
  found: number,
  { prompt, tokens, mayCountMore, window }: Pick<Expected, 'prompt' | 'tokens' | 'mayCountMore' | 'window'>,
): void {
  if (tokens !== null && found !== tokens && !(mayCountMore && found > tokens)) {
    throw found < tokens
      ? new GenerationFailure('prompt-cut', `the model read ${found} tokens of a prompt of ${tokens}`)
      : new GenerationFailure('count-mismatch', `the server counts ${found} tokens in a prompt of ${tokens}`)
  }
  const fewest = fewestTokens(prompt)
  if (found < fewest) {
    throw new GenerationFailure(
      'prompt-cut',
      `the model read ${found} tokens of a prompt of at least ${fewest}`,
    )
  }
  // Servers before 0.12.6 truncate to exactly the window. A prompt that was read whole cannot fill the window,
  // since an answer followed.
  if (found >= window) {
    throw new GenerationFailure(
      'prompt-cut',
      `the model read ${found} tokens, all of its window of ${window}`,
    )
  }
}

const NANOSECONDS_A_MS = 1e6

function durations(reply: z.infer<typeof replySchema>) {
  const inMs = (value: number | undefined): number | null =>
    value === undefined ? null : value / NANOSECONDS_A_MS
  const total = inMs(reply.total_duration)
  const [loadMs, promptMs, answerMs] = [
    inMs(reply.load_duration),
    inMs(reply.prompt_eval_duration),
    inMs(reply.eval_duration),
  ] as [number | null, number | null, number | null]
  const waitMs =
    total === null ? null : Math.max(0, total - (loadMs ?? 0) - (promptMs ?? 0) - (answerMs ?? 0))
  return { loadMs, promptMs, answerMs, waitMs }
}

/**
 * The prompt's tokens as the server counted them, for replies whose answer is not used; null if the reply has no
 * count.
 */
export function promptCountOf(json: unknown): number | null {
  const parsed = replySchema.safeParse(json)
  return parsed.success && parsed.data.done === true ? (parsed.data.prompt_eval_count ?? null) : null
}

/** The text of a reply, whether complete or not; '' if it has none. */
export function contentOf(json: unknown): string {
  const parsed = replySchema.safeParse(json)
  return parsed.success ? (parsed.data.message?.content ?? '') : ''
}

/** The model's thoughts, if the server reports them separately; otherwise ''. */
export function thoughtOf(json: unknown): string {
  const parsed = replySchema.safeParse(json)
  return parsed.success ? thinkingOf(parsed.data) : ''
}

function thinkingOf({ message }: z.infer<typeof replySchema>): string {
  const texts = THINKING_FIELDS.map((field) => message?.[field]).filter((value) => typeof value === 'string')
  // Some servers send the same text in two fields.
  return [...new Set(texts)].join('\n\n')
}
