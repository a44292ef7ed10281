import type Database from 'better-sqlite3'
import { migrate } from '../../databases/migrations.js'
import { readSnapshot } from '../../databases/read-snapshot.js'
import { closeWritten, openWritten } from '../../databases/written-database.js'
import { ContentTable } from '../results/tables/content-table.js'
import { prepareResults } from '../results/tables/prepare-results.js'
import { RESULTS_SCHEMA } from '../results/tables/results-schema.js'

/**
 * How many contexts could be selected again, and the bytes of their texts. Contexts that a model helped to choose are left out,
 * since they hold a model's answers.
 */
export function supersededContexts(path: string): { readonly count: number; readonly bytes: number } {
  try {
    const db = readSnapshot(path)
    try {
      migrate(db, RESULTS_SCHEMA)
      const count = db.prepare<[], number>('SELECT count(*) FROM contexts WHERE asked IS NULL').pluck().get()!
      return { count, bytes: bytesOfTexts(db) }
    } finally {
      db.close()
    }
  } catch {
    // A file that cannot be read is left alone.
    return { count: 0, bytes: 0 }
  }
}

function bytesOfTexts(db: Database.Database): number {
  return db
    .prepare<[], number>(
      `SELECT coalesce(sum(length(deflated)), 0) FROM contents
       WHERE id NOT IN (SELECT text_id FROM contexts WHERE asked IS NOT NULL)
         AND id NOT IN (SELECT passages_id FROM contexts WHERE asked IS NOT NULL)`,
    )
    .pluck()
    .get()!
}

/** Deletes the contexts that could be selected again. Answers and grades stay. */
export function dropContexts(path: string): void {
  const db = openWritten(path)
  try {
    prepareResults(path, db, true)
    db.transaction(() => {
      db.exec('DELETE FROM contexts WHERE asked IS NULL')
      new ContentTable(db).dropUnused()
    }).immediate()
    db.exec('VACUUM')
  } finally {
    closeWritten(db)
  }
}
