import { within } from '../../servers/within.js'
import type { OllamaConnection } from './transport.js'

/** The same connection, with a deadline in milliseconds for each request. */
export function withDeadline(connection: OllamaConnection, milliseconds: number): OllamaConnection {
  const { version, list, ps, show, embed, chat } = connection
  const inTime =
    (call: (signal: AbortSignal) => Promise<unknown>) =>
    (signal: AbortSignal): Promise<unknown> =>
      within(milliseconds, signal, call)
  const asked =
    (call: (request: object, signal: AbortSignal) => Promise<unknown>) =>
    (request: object, signal: AbortSignal): Promise<unknown> =>
      within(milliseconds, signal, (own) => call(request, own))
  return {
    ...connection,
    version: inTime(version),
    list: inTime(list),
    ps: inTime(ps),
    show: asked(show),
    embed: asked(embed),
    chat: asked(chat),
  }
}
