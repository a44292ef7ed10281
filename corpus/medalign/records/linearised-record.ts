import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { foundInstead } from '../../../base/errors/input-or-error.js'

/**
 * The text of a record as HELM's MedAlign scenario reads it: the file itself, line ends made LF. Entities, comments and
 * a byte-order mark stay.
 * @throws InputError for bytes that are not UTF-8, and if the file cannot be read
 */
export function readLinearised(path: string): string {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return decoder.decode(readFileSync(path)).replace(/\r\n?/g, '\n')
  } catch (error) {
    const found = error instanceof TypeError ? 'bytes that are not UTF-8' : foundInstead(error)
    throw new InputError(`${basename(path)}: expected a MedAlign record in UTF-8, found ${found}`)
  }
}
