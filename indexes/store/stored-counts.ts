import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

const FORMAT = 1
/** Of a text's hash: 96 bits tell the texts of one patient apart. */
const KEY_LENGTH = 16

/** How the names of these files begin: they change while a shard stays as it is. */
export const COUNTS_PREFIX = 'counts-'

/**
 * Token counts of one patient's texts by one counter, kept beside the shard between executions. A cache: keyed by the texts
 * themselves, ignored where it is damaged or another's, and never a source of failure. Of two processes that write at once
 * one stays, whole.
 */
export class StoredCounts {
  readonly #path: string | null
  readonly #counter: string
  readonly #counts: Map<string, number>
  #isChanged = false

  /** @param path of its file; null: kept in memory alone. @param counter all that decides a count, and whose texts they are */
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
      // Not forced to disk: what a power cut leaves behind is seen to be damaged.
      writeFileSync(temporary, `${hashOf(body)}\n${body}\n`, { mode: 0o600 })
      renameSync(temporary, this.#path)
      this.#isChanged = false
    } catch {
      discard(temporary)
    }
  }
}

/** In a folder that may not be written, counts are made again each time. */
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

/** False if a byte of such a file is not the one that was written. */
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
