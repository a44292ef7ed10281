import { accessSync, constants, statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { orInputError } from '../../base/errors/input-or-error.js'

const FILES = {
  instructions: 'clinician-instruction-responses.tsv',
  sample: 'instructions-sample.csv',
  asof: 'asof.tsv',
  qrels: 'qrels.tsv',
  facts: 'facts.jsonl',
  reviewed: 'clinician-reviewed-model-responses.tsv',
  gold: 'gold.jsonl',
} as const

/** Paths of the files of questions and judgements in a folder; null if one is not there. */
export type QuestionFiles = Readonly<Record<keyof typeof FILES, string | null>>

/** The table of as-of times. */
export const AS_OF_FILE = FILES.asof

/** @throws InputError for a file that is there and cannot be read */
export function questionFiles(folder: string): QuestionFiles {
  return Object.fromEntries(
    Object.entries(FILES).map(([name, file]) => [name, fileAt(join(folder, file))]),
  ) as QuestionFiles
}

/** A file that cannot be read is refused at once rather than passed over: without it the results are others. */
function fileAt(path: string): string | null {
  const expected = `a table at ${path}`
  const found = orInputError(expected, () => statSync(path, { throwIfNoEntry: false }))
  if (found === undefined) return null
  if (!found.isFile()) throw new InputError(`expected ${expected}, found a folder`)
  orInputError(expected, () => accessSync(path, constants.R_OK))
  return path
}
