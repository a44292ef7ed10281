import { InputError } from '../../../base/errors/input-error.js'
import type { TokenCounter } from '../../../base/token-counter.js'
import { chatBody } from '../replies/chat-body.js'
import { fewestTokens, promptCountOf } from '../replies/check-reply.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'

export type Calibration = {
  readonly settings: OllamaSettings
  readonly counter: TokenCounter
  readonly texts: readonly string[]
  readonly signal: AbortSignal
}

/**
 * What a server's template and BOS add to a prompt, in tokens: the same for each of the texts, or the counter is not the
 * model's. One call a text, one token an answer.
 * @param texts of the kind that will be asked, of different lengths and ends
 * @throws InputError if the server counts otherwise than the counter, or not at all
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

/** Tokens of a prompt as the server counts them. */
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
