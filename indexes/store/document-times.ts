import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type ChartTime, eventDocumentId } from '../../corpus/record.js'

/** The times of the documents of a record, null if undated, and which documents are notes. */
export type DocumentTimes = {
  readonly notes: ReadonlyMap<string, ChartTime | null>
  readonly events: ReadonlyMap<string, ChartTime | null>
}

/** Reads only times, no texts. @param folder the folder of an indexed patient */
export function readDocumentTimes(folder: string): DocumentTimes {
  const db = new Database(join(folder, 'record.db'), { readonly: true, fileMustExist: true })
  try {
    const rows = (sql: string) => db.prepare<[], [string, ChartTime | null]>(sql).raw().all()
    return {
      notes: new Map(rows('SELECT document_id, time FROM notes ORDER BY position')),
      events: new Map(
        rows('SELECT c.code, e.time FROM events e JOIN concepts c USING (concept) ORDER BY e.position').map(
          ([code, time]) => [eventDocumentId(time, code), time],
        ),
      ),
    }
  } finally {
    db.close()
  }
}
