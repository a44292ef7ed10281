import { randomInt } from 'node:crypto'
import { InputError } from '../../../base/errors/input-error.js'
import type { ReplySpeed } from '../../servers/reply-speed.js'
import type { PromptTokens } from '../model/opened-model.js'
import { chatBody } from '../replies/chat-body.js'
import { contentOf, fewestTokens, promptCountOf, thoughtOf } from '../replies/check-reply.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'
import { speedOf } from './told-speed.js'

/** Where in a full prompt a word is planted, in percent. */
export const DEPTHS = [0, 50, 100] as const
/** Of an English word, at most: some tokens are left unused if the prompt can only be estimated. */
const TOKENS_PER_WORD = 2.5
const ANSWER_TOKENS = 48
const SYLLABLES = ['ba', 'ke', 'lo', 'mi', 'nu', 'pra', 'sto', 'tri', 'vel', 'zan']

/** Whether the model found the word that was planted at `depth`, from 0 (beginning) to 1 (end). */
export type SentinelResult = { readonly depth: number; readonly isFound: boolean }

/** `depth`: from 0 (beginning of the prompt) to 1 (end). */
export type SentinelTrial = {
  readonly settings: OllamaSettings
  readonly tokens: PromptTokens | null
  readonly depth: number
  readonly signal: AbortSignal
}

/**
 * Plants a random word at a depth of a prompt that fills the window, and asks for it. Counts can be right when a window
 * is not: only an answer tells that a model has what it was sent.
 * @throws InputError if counts do not show that the prompt was read whole
 */
export async function plantSentinel(
  connection: OllamaConnection,
  { settings, tokens, depth, signal }: SentinelTrial,
): Promise<SentinelResult & ReplySpeed> {
  const word = randomWord()
  const text = fullPrompt(word, { depth, settings, tokens })
  const reply = await connection.chat(
    chatBody(settings, text, { maxTokens: answerTokensOf(settings) }),
    signal,
  )
  requireWholeCount(promptCountOf(reply), { text, tokens, address: connection.address, settings })
  // A word in a thought was read as well.
  const said = `${thoughtOf(reply)} ${contentOf(reply)}`.toLowerCase()
  return { depth, isFound: said.includes(word), ...speedOf(reply) }
}

type SentinelPrompt = {
  readonly text: string
  readonly tokens: PromptTokens | null
  readonly address: string
  readonly settings: OllamaSettings
}

/** Equal counts are whole, whatever the window; without a tokenizer, a count that fills the window is a cut. */
function requireWholeCount(
  count: number | null,
  { text, tokens, address, settings: { model, window } }: SentinelPrompt,
): void {
  const expected = tokens === null ? null : tokens.counter.count(text) + tokens.overhead
  const isWhole =
    count !== null &&
    (expected === null ? count >= fewestTokens(text) && count !== window : count === expected)
  if (!isWhole) {
    throw new InputError(
      `expected ${model} on ${address} to read a full prompt of ${expected ?? `at least ${fewestTokens(text)}`} tokens, but it counts ${count ?? 'none'}: the server truncates prompts silently`,
    )
  }
}

type SentinelWindow = {
  readonly depth: number
  readonly settings: OllamaSettings
  readonly tokens: PromptTokens | null
}

/** Sentences that differ, with the word's in its place; as many as the window holds. */
function fullPrompt(word: string, { depth, settings, tokens }: SentinelWindow): string {
  const room = settings.window - answerTokensOf(settings) - (tokens?.overhead ?? 64) - 8
  const sizeOf = (text: string): number =>
    tokens === null ? fewestTokens(text) * TOKENS_PER_WORD : tokens.counter.count(text)
  let low = 0
  let high = Math.max(1, Math.floor(room / 8))
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (sizeOf(promptOf(word, depth, middle)) <= room) low = middle
    else high = middle
  }
  return promptOf(word, depth, low)
}

/** A thought takes what an item's may. */
function answerTokensOf({ think, maxAnswerTokens }: OllamaSettings): number {
  return think === false ? ANSWER_TOKENS : Math.max(ANSWER_TOKENS, maxAnswerTokens)
}

function promptOf(word: string, depth: number, sentences: number): string {
  const lines = Array.from({ length: sentences }, (_, i) => `Visit ${i + 1}: the visit was uneventful.`)
  lines.splice(Math.round((depth / 100) * sentences), 0, `The password of this record is ${word}.`)
  return `A record follows.\n${lines.join('\n')}\nWhat is the password of this record? Answer with the password alone.`
}

function randomWord(): string {
  return Array.from({ length: 4 }, () => SYLLABLES[randomInt(SYLLABLES.length)]!).join('')
}
