import { InputError } from '../../../base/errors/input-error.js'
import type { TokenCounter } from '../../../base/token-counter.js'
import { chatBody } from '../replies/chat-body.js'
import { fewestTokens, promptCountOf } from '../replies/check-reply.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'

/** What the calibration of a token counter needs. */
export type Calibration = {
  readonly settings: OllamaSettings
  readonly counter: TokenCounter
  readonly texts: readonly string[]
  readonly signal: AbortSignal
}

/**
 * The number of tokens that a server's template and BOS add to a prompt. It must be the same for all texts;
 * otherwise the counter is not the model's. Makes one call per text, each for an answer of one token.
 * @param texts like those that will be sent, of different lengths and with different endings
 * @throws InputError if the server's counts differ from the counter's, or are missing
 */
export async function calibrate(
  connection: OllamaConnection,
  { settings, counter, texts, signal }: Calibration,
): Promise<number> {
  const overheads: number[] = []
  for (const text of texts) {
    overheads.push((await serverCount(connection, { settings, text, signal })) - counter.count(text))
  }
  const [first] = overheads
  if (first === undefined || first < 0 || overheads.some((overhead) => overhead !== first)) {
    throw new InputError(
      `expected ${counter.name} to count as ${settings.model} does on ${connection.address}, found differences of ${overheads.join(', ')} tokens between equal prompts: name the model's own tokenizer folder`,
    )
  }
  return first
}

type CountedText = {
  readonly settings: OllamaSettings
  readonly text: string
  readonly signal: AbortSignal
}

/** The tokens of a prompt as the server counts them. */
async function serverCount(
  connection: OllamaConnection,
  { settings, text, signal }: CountedText,
): Promise<number> {
  const reply = await connection.chat(chatBody(settings, text, { maxTokens: 1 }), signal)
  const count = promptCountOf(reply)
  if (count === null || count < fewestTokens(text)) {
    throw new InputError(
      `expected ${connection.address} to count the tokens of a short prompt for ${settings.model}, found ${count ?? 'no count'}: it cannot be checked what the model reads`,
    )
  }
  return count
}
