import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { orInputError } from '../../base/errors/input-or-error.js'
import type { CorpusFolders, CorpusPatient } from '../corpus-format.js'
import { byPatientId, isPatientId } from '../patient-id.js'

const EHR_FOLDERS = ['ehrs', 'medalign_ehr_xml', 'ehrs-record']

/**
 * The patients of a corpus folder, in order of patientId. `<id>.xml` and `EHR_<id>.xml` are in the folder of records that is named,
 * else in the corpus folder itself or in the first of ehrs/, medalign_ehr_xml/, ehrs-record/ that is there.
 * @throws InputError for two files of one patient, and for a name that cannot be that of a folder
 */
export function recordFiles(folders: CorpusFolders): CorpusPatient[] {
  const place = folderOf(folders)
  const patients = xmlFiles(place).map((name): CorpusPatient => {
    const path = join(place, name)
    const { size } = orInputError(`a record at ${path}`, () => statSync(path))
    return { patientId: patientIdOf(name), bytes: size, files: [path] }
  })
  patients.sort((a, b) => byPatientId(a, b) || (a.files[0]! < b.files[0]! ? -1 : 1))
  patients.forEach(({ patientId, files }, i) => {
    const before = patients[i - 1]
    if (before?.patientId === patientId) {
      throw new InputError(
        `expected one file per patient in ${place}, found ${basename(before.files[0]!)} and ${basename(files[0]!)}`,
      )
    }
  })
  return patients
}

/** Whether the folders hold records in MedAlign's XML. */
export function hasRecordFiles(folders: CorpusFolders): boolean {
  try {
    return xmlFiles(folderOf(folders)).length > 0
  } catch (error) {
    if (error instanceof InputError) return true
    throw error
  }
}

/** For messages: where records were looked for. */
export function expectedFiles({ folder, records }: CorpusFolders): string {
  const places = records ?? `${folder} or in its ${EHR_FOLDERS.map((name) => `${name}/`).join(', ')}`
  return `<id>.xml or EHR_<id>.xml in ${places}`
}

/** What a file of a record is called without its prefix and ending. */
export function recordName(fileName: string): string {
  return fileName.replace(/\.xml$/i, '').replace(/^EHR_/, '')
}

function folderOf({ folder, records }: CorpusFolders): string {
  if (records !== null) return records
  if (xmlFiles(folder).length > 0) return folder
  return EHR_FOLDERS.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? folder
}

/** Names of the files, links to files included, that end in .xml. Hidden ones are leftovers of other programs. */
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

function patientIdOf(fileName: string): string {
  const id = recordName(fileName)
  if (!isPatientId(id)) {
    throw new InputError(`expected a file name of letters, digits, dots and dashes, found ${fileName}`)
  }
  return id
}
