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
/** The most tokens of an English word. Some of the window stays unused if the prompt length can only be estimated. */
const TOKENS_PER_WORD = 2.5
const ANSWER_TOKENS = 48
const SYLLABLES = ['ba', 'ke', 'lo', 'mi', 'nu', 'pra', 'sto', 'tri', 'vel', 'zan']

/** Whether the model found the word that was planted at `depth`, in percent of the prompt. */
export type SentinelResult = { readonly depth: number; readonly isFound: boolean }

/** Where and how a word is planted. `depth`: from 0 (beginning of the prompt) to 100 (end). */
export type SentinelTrial = {
  readonly settings: OllamaSettings
  readonly tokens: PromptTokens | null
  readonly depth: number
  readonly signal: AbortSignal
}

/**
 * Plants a random word at some depth of a prompt that fills the window, and asks for the word. Counts can be
 * right even if the window is not: only an answer shows that the model received what was sent.
 * @throws InputError if the counts do not show that the prompt was read whole
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
  // A word that the thoughts mention was read as well.
  const said = `${thoughtOf(reply)} ${contentOf(reply)}`.toLowerCase()
  return { depth, isFound: said.includes(word), ...speedOf(reply) }
}

type SentinelPrompt = {
  readonly text: string
  readonly tokens: PromptTokens | null
  readonly address: string
  readonly settings: OllamaSettings
}

/**
 * Requires equal counts, whatever the window. Without a tokenizer, a count that equals the window means that the
 * prompt was cut.
 */
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

/** As many different sentences as the window holds, with the one that names the word at its depth. */
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

/** The limit of the answer. A model that thinks gets as many tokens as for an item. */
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
