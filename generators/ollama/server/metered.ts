import type { ModelCall } from '../../model-call.js'
import { toldCost } from '../replies/check-reply.js'
import { failureOf } from './failure-of.js'
import type { OllamaConnection } from './transport.js'

/** The same connection, which adds each request for a reply to `calls`. */
export function metered(connection: OllamaConnection, calls: ModelCall[]): OllamaConnection {
  return {
    ...connection,
    async chat(body, signal) {
      const started = performance.now()
      const note = (outcome: string, json: unknown) => {
        const milliseconds = performance.now() - started
        calls.push({ server: connection.address, outcome, isRetry: false, milliseconds, ...toldCost(json) })
      }
      try {
        const json = await connection.chat(body, signal)
        note('answered', json)
        return json
      } catch (error) {
        note(failureOf(error).reason, null)
        throw error
      }
    },
  }
}
