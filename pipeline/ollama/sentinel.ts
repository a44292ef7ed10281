import { randomInt } from 'node:crypto'
import { InputError } from '../../corpus/input-error.js'
import { chatBody } from './chat-body.js'
import { contentOf, fewestTokens, promptCountOf, thoughtOf } from './check-reply.js'
import type { PromptTokens } from './opened-model.js'
import type { OllamaSettings } from './settings.js'
import type { OllamaConnection } from './transport.js'

/** Where in a full prompt a word is planted, in percent. */
const DEPTHS = [0, 50, 100] as const
/** Tokens left unused where the prompt can only be estimated; of an English word, at most. */
const TOKENS_A_WORD = 2.5
const ANSWER_TOKENS = 48
const SYLLABLES = ['ba', 'ke', 'lo', 'mi', 'nu', 'pra', 'sto', 'tri', 'vel', 'zan']

export type SentinelResult = { readonly depth: number; readonly isFound: boolean }

/**
 * Plants a random word at three depths of a prompt that fills the window and asks for it. Counts can be right where a window
 * is not: only an answer tells that a model has what it was sent.
 * @throws InputError where a depth is not answered that lies beside one that is, or where counts do not show that the prompt was read whole
 */
export async function plantSentinels(
  connection: OllamaConnection,
  settings: OllamaSettings,
  tokens: PromptTokens | null,
  signal: AbortSignal,
): Promise<readonly SentinelResult[]> {
  const results: SentinelResult[] = []
  for (const depth of DEPTHS) {
    const word = randomWord()
    const text = fullPrompt(word, depth, settings, tokens)
    const reply = await connection.post(
      '/api/chat',
      chatBody(settings, text, { maxTokens: answerTokensOf(settings) }),
      signal,
    )
    requireWholeCount(promptCountOf(reply), text, tokens, connection.address, settings)
    // A word in a thought was read as well.
    const said = `${thoughtOf(reply)} ${contentOf(reply)}`.toLowerCase()
    results.push({ depth, isFound: said.includes(word) })
  }
  const lost = results.filter(({ isFound }) => !isFound).map(({ depth }) => `${depth} %`)
  if (lost.length > 0 && lost.length < results.length) {
    throw new InputError(
      `expected ${settings.model} on ${connection.address} to repeat a word from any depth of a full prompt, found it lost at ${lost.join(' and ')}: its window of ${settings.window} tokens is not read whole`,
    )
  }
  return results
}

function requireWholeCount(
  count: number | null,
  text: string,
  tokens: PromptTokens | null,
  address: string,
  { model, window }: OllamaSettings,
): void {
  const expected = tokens === null ? null : tokens.counter.count(text) + tokens.overhead
  const isWhole =
    count !== null && count < window && (expected === null ? count >= fewestTokens(text) : count === expected)
  if (!isWhole) {
    throw new InputError(
      `expected ${model} on ${address} to read a full prompt of ${expected ?? `at least ${fewestTokens(text)}`} tokens, found it counts ${count ?? 'none'}: prompts are cut in silence`,
    )
  }
}

/** Sentences that differ, with the word's in its place; as many as the window holds. */
function fullPrompt(
  word: string,
  depth: number,
  settings: OllamaSettings,
  tokens: PromptTokens | null,
): string {
  const room =
    settings.window - Math.max(settings.maxAnswerTokens, ANSWER_TOKENS) - (tokens?.overhead ?? 64) - 8
  const sizeOf = (text: string): number =>
    tokens === null ? fewestTokens(text) * TOKENS_A_WORD : tokens.counter.count(text)
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
