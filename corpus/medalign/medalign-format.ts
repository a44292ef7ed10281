import { basename } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { hashFile } from '../building/hash-file.js'
import type { Corpus, CorpusFolders, CorpusFormat, ReadPatient } from '../corpus-format.js'
import { tableQuestions } from '../questions/table-questions.js'
import { tableId } from '../tables/table-id.js'
import { expectedFiles, hasRecordFiles, recordFiles, recordName } from './record-files.js'
import { datedSpans } from './records/dated-spans.js'
import { readLinearised } from './records/linearised-record.js'
import { noteOffset } from './records/note-offset.js'
import { isMarkedUp, rawXmlPieces } from './records/raw-xml-pieces.js'
import { rawXmlPlaces } from './records/raw-xml-places.js'
import { readRecord } from './records/read-record.js'

/** MedAlign's release: one XML file per patient, in either of its dialects, and tables of instructions beside them. */
export const medalign: CorpusFormat = {
  name: 'medalign',
  rawText: {
    isOwn: isMarkedUp,
    entries: datedSpans,
    places: rawXmlPlaces,
    noteOffset,
    pieces: rawXmlPieces,
  },
  expects: expectedFiles,
  recognizes: hasRecordFiles,
  open: openMedAlign,
}

async function openMedAlign(folders: CorpusFolders): Promise<Corpus> {
  const patients = recordFiles(folders)
  const paths = new Map(patients.map(({ patientId, files }) => [patientId, files[0]!]))
  const pathOf = (patientId: string): string => {
    const path = paths.get(patientId)
    if (path === undefined) throw new InputError(`expected a record of patient ${patientId}, found none`)
    return path
  }
  const patientIds = new Set(paths.keys())
  return {
    folder: folders.folder,
    questions: tableQuestions({ folder: folders.folder, patientIds, recordName }),
    patients: () => patients,
    fingerprint: async (patientId) => hashFile(pathOf(patientId)),
    read: async (patientId) => readPatient(pathOf(patientId), patientId),
    rawText: (patientId) => readLinearised(pathOf(patientId)),
  }
}

async function readPatient(path: string, patientId: string): Promise<ReadPatient> {
  const { record, problems, personId } = await readRecord(path, patientId)
  const found = tableId(personId ?? '')
  // The file's name says whose record it is; one that names nobody contradicts no record.
  if (found !== '' && found !== tableId(patientId))
    throw new InputError(
      `${basename(path)}: expected person_id ${patientId}, as the file is named, found ${found.slice(0, 40)}`,
    )
  return { record, problems }
}
