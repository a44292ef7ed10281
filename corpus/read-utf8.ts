import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { InputError } from './input-error.js'
import { foundInstead } from './system-error.js'

/**
 * The text of a file; a byte-order mark is not part of it.
 * @param what the file should be: 'a table'
 * @throws InputError for bytes that are not UTF-8, and where the file cannot be read
 */
export function readUtf8(path: string, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    const found = error instanceof TypeError ? 'bytes that are not UTF-8' : foundInstead(error)
    throw new InputError(`${basename(path)}: expected ${what} in UTF-8, found ${found}`)
  }
}
