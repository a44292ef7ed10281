import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { InputError } from '../../base/errors/input-error.js'
import { migrate, NewerSchema } from '../../databases/migrations.js'
import { readSnapshot } from '../../databases/read-snapshot.js'
import { closeWritten, openWritten } from '../../databases/written-database.js'
import { ContentTable } from '../results/tables/content-table.js'
import { prepareResults } from '../results/tables/prepare-results.js'
import { RESULTS_SCHEMA } from '../results/tables/results-schema.js'

/** What a results.db holds about a patient, in rows. */
export type StoredOfPatient = {
  readonly instructionIds: readonly string[]
  readonly contexts: number
  readonly responses: number
  readonly grades: number
}

/**
 * Counts a patient's rows in a results.db; null if the file cannot be read, so it may hold anything.
 * @throws InputError if a newer version wrote it: only that version knows which rows are the patient's
 */
export function storedOfPatient(path: string, patientId: string): StoredOfPatient | null {
  if (!existsSync(path)) return { instructionIds: [], contexts: 0, responses: 0, grades: 0 }
  try {
    const db = readSnapshot(path)
    try {
      migrate(db, RESULTS_SCHEMA)
      return countsOf(db, patientId)
    } finally {
      db.close()
    }
  } catch (error) {
    if (error instanceof NewerSchema)
      throw new InputError(`a newer version of chartsift wrote ${path}: forget the patient with that version`)
    return null
  }
}

function countsOf(db: Database.Database, patientId: string): StoredOfPatient {
  const instructionIds = instructionsOf(db, patientId)
  const ids = JSON.stringify(instructionIds)
  const count = (table: string) =>
    db
      .prepare<[string], number>(
        `SELECT count(*) FROM ${table} WHERE instruction_id IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .get(ids)!
  const [contexts, responses, grades] = TABLES.map(count) as [number, number, number]
  return { instructionIds, contexts, responses, grades }
}

const TABLES = ['contexts', 'responses', 'grades'] as const

function instructionsOf(db: Database.Database, patientId: string): string[] {
  return db
    .prepare<[], [string, string]>('SELECT DISTINCT instruction_id, patient_id FROM contexts')
    .raw()
    .all()
    .filter(([, id]) => id.normalize('NFC') === patientId.normalize('NFC'))
    .map(([instructionId]) => instructionId)
}

function version(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

/** Every table with rows about an instruction, including tables that a later version adds. */
function tablesAboutInstructions(db: Database.Database): string[] {
  return db
    .prepare<[], string>(
      `SELECT tables.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
       WHERE tables.type = 'table' AND columns.name = 'instruction_id'`,
    )
    .pluck()
    .all()
}

/** Deletes the contexts, answers and grades of a patient, also from the bytes of the file. Those of other patients stay. */
export function deleteStored(path: string, patientId: string): void {
  const db = openWritten(path)
  try {
    // Before damaged contexts are deleted, since they say whose answers those are.
    const before = version(db) > 0 ? instructionsOf(db, patientId) : []
    prepareResults(path, db, true)
    const ids = JSON.stringify([...before, ...instructionsOf(db, patientId)])
    db.transaction(() => {
      for (const table of tablesAboutInstructions(db)) {
        db.prepare(`DELETE FROM ${table} WHERE instruction_id IN (SELECT value FROM json_each(?))`).run(ids)
      }
      new ContentTable(db).dropUnused()
    }).immediate()
    // Rows that were replaced earlier have left their text in free pages.
    db.exec('VACUUM')
  } finally {
    closeWritten(db)
  }
}
