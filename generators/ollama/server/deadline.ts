import { within } from '../../servers/within.js'
import type { OllamaConnection } from './transport.js'

/** The same connection, every request of which has to be answered in so many milliseconds. */
export function withDeadline(connection: OllamaConnection, milliseconds: number): OllamaConnection {
  return {
    ...connection,
    post: (path, body, signal) => within(milliseconds, signal, (own) => connection.post(path, body, own)),
    get: (path, signal) => within(milliseconds, signal, (own) => connection.get(path, own)),
  }
}
