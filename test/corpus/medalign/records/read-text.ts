import { readRecord } from '../../../../corpus/medalign/records/read-record.js'
import type { PatientRecord } from '../../../../corpus/record.js'
import { madeFile } from '../../made-folder.js'

export type ReadText = { record: PatientRecord; problems: Record<string, number> }

/** Reads a record from its XML, as patient 7 of the file 7.xml. Problems by kind. */
export async function readText(xml: string | Uint8Array, chunkBytes?: number): Promise<ReadText> {
  const { record, problems } = await readRecord(madeFile('7.xml', xml), '7', chunkBytes)
  return { record, problems: Object.fromEntries(problems.map(({ kind, count }) => [kind, count])) }
}

/** What reading the XML is refused with; 'read' where it is not. */
export async function refusal(xml: string | Uint8Array): Promise<string> {
  return readText(xml).then(
    () => 'read',
    (error: Error) => `${error.name}: ${error.message}`,
  )
}
