import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { orInputError } from '../../base/errors/input-or-error.js'

/** One patient's XML file. */
export type RecordFile = { readonly patientId: string; readonly path: string; readonly bytes: number }

/** The tables of a corpus folder; null where one is not there. */
export type Tables = {
  readonly instructions: string | null
  readonly sample: string | null
  readonly asof: string | null
  readonly qrels: string | null
  readonly facts: string | null
  readonly reviewed: string | null
  readonly gold: string | null
}

export type CorpusFolder = {
  readonly folder: string
  /** In order of patientId. */
  readonly records: readonly RecordFile[]
  readonly tables: Tables
}

const EHR_FOLDERS = ['ehrs', 'medalign_ehr_xml', 'ehrs-record']
const FILES: Record<keyof Tables, string> = {
  instructions: 'clinician-instruction-responses.tsv',
  sample: 'instructions-sample.csv',
  asof: 'asof.tsv',
  qrels: 'qrels.tsv',
  facts: 'facts.jsonl',
  reviewed: 'clinician-reviewed-model-responses.tsv',
  gold: 'gold.jsonl',
}

/**
 * Finds the records and tables of a corpus folder. `<id>.xml` and `EHR_<id>.xml` lie in the folder itself or in the
 * first of ehrs/, medalign_ehr_xml/, ehrs-record/ that is there.
 * @param ehrs another folder of the XML files, absolute or relative to the corpus folder; null: look for it
 */
export function openCorpus(folder: string, ehrs: string | null): CorpusFolder {
  requireFolder(folder, 'a corpus folder')
  const place =
    ehrs === null ? ehrsFolder(folder) : existsSync(join(folder, ehrs)) ? join(folder, ehrs) : ehrs
  requireFolder(place, 'a folder of XML records')
  const names = xmlFiles(place)
  if (names.length === 0) {
    const places =
      ehrs === null ? `${folder} or in its ${EHR_FOLDERS.map((name) => `${name}/`).join(', ')}` : place
    throw new InputError(`expected <id>.xml or EHR_<id>.xml in ${places}, found no XML file`)
  }
  const records = names.map((name) => {
    const path = join(place, name)
    const { size } = orInputError(`a record at ${path}`, () => statSync(path))
    return { patientId: patientIdOf(name), path, bytes: size }
  })
  records.sort((a, b) => compare(a.patientId, b.patientId) || compare(a.path, b.path))
  records.forEach(({ patientId, path }, i) => {
    if (i > 0 && records[i - 1]!.patientId === patientId) {
      throw new InputError(
        `expected one file per patient in ${place}, found ${basename(records[i - 1]!.path)} and ${basename(path)}`,
      )
    }
  })
  const tables = Object.fromEntries(
    Object.entries(FILES).map(([table, file]) => [table, tableAt(join(folder, file))]),
  ) as Tables
  return { folder, records, tables }
}

function requireFolder(path: string, what: string): void {
  const expected = `${what} at ${path}`
  const isFolder = orInputError(expected, () => statSync(path).isDirectory())
  if (!isFolder) throw new InputError(`expected ${expected}, found a file`)
}

/** A table that cannot be read is refused at once rather than passed over: without it the results are others. */
function tableAt(path: string): string | null {
  const expected = `a table at ${path}`
  const found = orInputError(expected, () => statSync(path, { throwIfNoEntry: false }))
  if (found === undefined) return null
  if (!found.isFile()) throw new InputError(`expected ${expected}, found a folder`)
  orInputError(expected, () => accessSync(path, constants.R_OK))
  return path
}

function ehrsFolder(folder: string): string {
  if (xmlFiles(folder).length > 0) return folder
  return EHR_FOLDERS.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? folder
}

/** Names of the files, behind links too, that end in .xml. Hidden ones are leftovers of other programs. */
function xmlFiles(folder: string): string[] {
  return orInputError(`a folder of XML records at ${folder}`, () =>
    readdirSync(folder).filter(
      (name) =>
        /\.xml$/i.test(name) &&
        !name.startsWith('.') &&
        statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true,
    ),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Patient ids become names of folders. */
function patientIdOf(fileName: string): string {
  const id = fileName.replace(/\.xml$/i, '').replace(/^EHR_/, '')
  if (!/^[A-Za-z0-9._-]+$/.test(id) || /^\.+$/.test(id)) {
    throw new InputError(`expected a file name of letters, digits, dots and dashes, found ${fileName}`)
  }
  return id
}
