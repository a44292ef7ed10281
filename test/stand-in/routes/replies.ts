import type { ServerResponse } from 'node:http'

/** From this size on Go's server sends chunks instead of a length. */
const CHUNKED_FROM = 2048

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  const bytes = Buffer.byteLength(text)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(bytes < CHUNKED_FROM ? { 'content-length': bytes } : {}),
  })
  response.end(text)
}

export function sendError(response: ServerResponse, status: number, error: string): void {
  sendJson(response, status, { error })
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
}

export function sendLine(response: ServerResponse, line: unknown): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  response.write(`${JSON.stringify(line)}\n`)
}

/** FIN after what is written, and no terminating chunk: what the client of a killed server sees. */
export function breakOff(response: ServerResponse): void {
  response.socket?.destroySoon()
}

/** As Go prints the time, with nanoseconds. */
export function timestamp(ms = Date.now()): string {
  return new Date(ms).toISOString().replace('Z', '512000Z')
}
