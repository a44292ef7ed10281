import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'
import { InputError } from '../errors/input-error.js'
import { foundInstead } from '../errors/input-or-error.js'
import { inputName, readInput } from './read-input.js'

/**
 * The text of a file, or of standard input for '-'; a byte-order mark is not part of it.
 * @param what the file should be: 'a table'
 * @throws InputError for bytes that are not UTF-8, and if the file cannot be read
 */
export function readUtf8(path: string, what: string): string {
  const shown = basename(inputName(path))
  let bytes: Buffer
  try {
    bytes = readInput(path)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`${shown}: expected ${what} in UTF-8, found ${foundInstead(error)}`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new InputError(
      `${shown}:${lineOfBadByte(bytes)}: expected ${what} in UTF-8, found bytes that are not UTF-8`,
    )
  }
}

/** Counted from 1 by line feeds, as editors do. */
function lineOfBadByte(bytes: Buffer): number {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline + 1
    if (!isUtf8(bytes.subarray(start, end))) return line
    start = end
  }
  return line
}
