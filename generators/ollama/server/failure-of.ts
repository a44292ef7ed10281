import { InputError } from '../../../base/errors/input-error.js'
import { GenerationFailure } from '../../generator.js'
import { isTooLong, OllamaError } from './ollama-error.js'

/** The reason why a call has no answer, as results store it. It never contains text of the record. */
export function failureOf(error: unknown): GenerationFailure {
  if (error instanceof GenerationFailure) return error
  if (!(error instanceof Error))
    return new GenerationFailure('connection-lost', 'the call failed without an error')
  if (!(error instanceof OllamaError)) {
    const code: unknown = Reflect.get(error.cause ?? error, 'code')
    return new GenerationFailure('connection-lost', typeof code === 'string' ? code : error.message)
  }
  const { status, message, promptTokens, window } = error
  if (status >= 200 && status < 300) return new GenerationFailure('server-error', message)
  const detail = `HTTP ${status}, ${message.slice(0, 200)}`
  if (isTooLong(error)) {
    const numbers = promptTokens === null ? '' : ` (${promptTokens} tokens for a window of ${window})`
    return new GenerationFailure('prompt-too-long', detail + numbers)
  }
  return new GenerationFailure(status >= 500 ? 'server-error' : 'request-refused', detail)
}

/** The message of an error, as a trial reports it. */
export function wordsOf(error: unknown): string {
  return error instanceof InputError ? error.message : failureOf(error).message
}
