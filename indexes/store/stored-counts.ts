import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

const FORMAT = 1
/** Base64 characters of the hash of a text: 96 bits are enough to distinguish the texts of one patient. */
const KEY_LENGTH = 16

/** The prefix of the names of these files, which change although their shard does not. */
export const COUNTS_PREFIX = 'counts-'

/**
 * A cache of token counts of one patient's texts by one counter, kept beside the shard between executions. It is keyed by the
 * texts, is ignored if it is damaged or belongs to another counter, and never makes a command fail. If two processes write at
 * once, the file of one of them stays, complete.
 */
export class StoredCounts {
  readonly #path: string | null
  readonly #counter: string
  readonly #counts: Map<string, number>
  #isChanged = false

  /** @param path of its file; null keeps it only in memory. @param counter identifies the counter and the patient */
  constructor(path: string | null, counter: string) {
    this.#path = path
    this.#counter = counter
    this.#counts = path === null ? new Map() : read(path, counter)
  }

  of(text: string, count: (text: string) => number): number {
    const key = createHash('sha256').update(text).digest('base64').slice(0, KEY_LENGTH)
    let tokens = this.#counts.get(key)
    if (tokens === undefined) {
      tokens = count(text)
      this.#counts.set(key, tokens)
      this.#isChanged = true
    }
    return tokens
  }

  save(): void {
    if (this.#path === null || !this.#isChanged) return
    const body = JSON.stringify([FORMAT, this.#counter, Object.fromEntries(this.#counts)])
    const temporary = `${this.#path}.${process.pid}.tmp`
    try {
      // The file is not forced to disk: its checksum shows what a power failure damaged.
      writeFileSync(temporary, `${hashOf(body)}\n${body}\n`, { mode: 0o600 })
      renameSync(temporary, this.#path)
      this.#isChanged = false
    } catch {
      discard(temporary)
    }
  }
}

/** Removes the file if that is possible. In a read-only folder, texts are counted again each time. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {}
}

function read(path: string, counter: string): Map<string, number> {
  const body = readBody(path)
  if (body === null) return new Map()
  const [format, of, counts] = JSON.parse(body) as [number, string, Record<string, number>]
  return format === FORMAT && of === counter ? new Map(Object.entries(counts)) : new Map()
}

/** Whether a counts file has exactly the bytes that were written. */
export function isWholeCounts(path: string): boolean {
  return readBody(path) !== null
}

function readBody(path: string): string | null {
  try {
    const [hash, body, rest, ...more] = readFileSync(path, 'utf8').split('\n')
    return body !== undefined && rest === '' && more.length === 0 && hashOf(body) === hash ? body : null
  } catch {
    return null
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
