import { createHash } from 'node:crypto'

const PREFIX = /^\{"seal":"([0-9a-f]{64})",/

/**
 * JSON text of an object that carries the sha256 of everything else in it: reading it detects any changed byte.
 * @param value not empty
 */
export function sealJson(value: object, indent = 0): string {
  const body = JSON.stringify(value, null, indent)
  return `{"seal":"${hashOf(body)}",${body.slice(1)}\n`
}

/** The object in a sealed text; null if a byte of it has changed, or if it was never sealed. */
export function openSealed<T extends object>(text: string): T | null {
  const prefix = PREFIX.exec(text)
  if (prefix === null || !text.endsWith('\n')) return null
  const body = `{${text.slice(prefix[0].length, -1)}`
  return hashOf(body) === prefix[1] ? (JSON.parse(body) as T) : null
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
