import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { orInputError } from '../../base/errors/input-or-error.js'
import type { Corpus } from '../corpus-format.js'
import { CORPUS_FORMATS } from './corpus-formats.js'

/** `ehrs`: another folder of the records, absolute or relative to the corpus folder; null: look for them. */
export type CorpusPlace = { readonly folder: string; readonly ehrs: string | null }

/**
 * Opens a corpus folder of any known format. Reads no record.
 * @throws InputError if there is no such folder, or no format recognizes it
 */
export async function openCorpus({ folder, ehrs }: CorpusPlace): Promise<Corpus> {
  requireFolder(folder, 'a corpus folder')
  const records = ehrs === null ? null : existsSync(join(folder, ehrs)) ? join(folder, ehrs) : ehrs
  if (records !== null) requireFolder(records, 'a folder of records')
  const folders = { folder, records }
  const format = CORPUS_FORMATS.find((one) => one.recognizes(folders))
  if (format === undefined) {
    const expected = CORPUS_FORMATS.map((one) => one.expects(folders)).join(', or ')
    throw new InputError(`expected ${expected}, found no such file`)
  }
  return format.open(folders)
}

function requireFolder(path: string, what: string): void {
  const expected = `${what} at ${path}`
  const isFolder = orInputError(expected, () => statSync(path).isDirectory())
  if (!isFolder) throw new InputError(`expected ${expected}, found a file`)
}
