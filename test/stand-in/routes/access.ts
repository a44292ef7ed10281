import type { IncomingMessage } from 'node:http'

const HOST =
  /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|10(\.\d+){3}|192\.168(\.\d+){2}|[\w-]+(\.[\w-]+)*\.(localhost|local|internal))(:\d+)?$/i
const ORIGIN =
  /^(https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)(:\d+)?|(app|file|tauri|vscode-webview|vscode-file):\/\/.*)$/i

/** What else comes from a browser of a foreign site gets 403 and no word. */
export function isForeign({ headers: { host, origin } }: IncomingMessage): boolean {
  return !HOST.test(host ?? 'localhost') || (origin !== undefined && !ORIGIN.test(origin))
}
