import { InputError } from '../../../base/errors/input-error.js'
import { isStructuredAnswer, STRUCTURED_ANSWER_FORMAT } from '../../structured-answer.js'
import { partThoughts } from '../../thoughts/part-thoughts.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'
import { chatBody } from './chat-body.js'
import { contentOf } from './check-reply.js'

const QUESTION = 'Which of these is a lung disease: asthma, gout? Answer with one word.'
const STRUCTURED_QUESTION =
  'Which of these is a lung disease: asthma, gout? Answer with a JSON object: "answer" (one word), "citations" ([]), "unanswerable" (false).'
const ENOUGH_TOKENS = 256

/** Checks that a model answers in JSON if it is asked to. @throws InputError if it does not */
export async function tryStructured(
  connection: OllamaConnection,
  settings: OllamaSettings,
  signal: AbortSignal,
): Promise<void> {
  const variation = { format: STRUCTURED_ANSWER_FORMAT, maxTokens: budgetOf(settings) }
  const reply = await connection.chat(chatBody(settings, STRUCTURED_QUESTION, variation), signal)
  const isWhole = Reflect.get(reply as object, 'done_reason') === 'stop'
  if (!isWhole || !isStructuredAnswer(contentOf(reply))) {
    throw new InputError(
      `expected ${settings.model} on ${connection.address} to follow a JSON schema, found ${isWhole ? 'text that does not fit it' : 'an answer without end'}: use a prompt other than 'structured'`,
    )
  }
}

/** Where a model puts its thoughts: true if they are in the answer itself, with their tags. */
export async function leaksThoughts(
  connection: OllamaConnection,
  settings: OllamaSettings,
  signal: AbortSignal,
): Promise<boolean> {
  const body = chatBody(settings, QUESTION, { maxTokens: budgetOf(settings) })
  return partThoughts(contentOf(await connection.chat(body, signal))).thoughts !== ''
}

function budgetOf({ maxAnswerTokens, window }: OllamaSettings): number {
  return Math.max(1, Math.min(Math.max(maxAnswerTokens, ENOUGH_TOKENS), window - 100))
}
