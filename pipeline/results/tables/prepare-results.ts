import type Database from 'better-sqlite3'
import { InputError } from '../../../base/errors/input-error.js'
import { migrate } from '../../../databases/migrations.js'
import { RowSums, type TableDamage } from '../../../databases/row-sums.js'
import { ContentTable } from './content-table.js'
import { RESULTS_SCHEMA } from './results-schema.js'

const SUMMED = ['contexts', 'responses', 'generators', 'repeats', 'grades', 'servers', 'plans'] as const

/**
 * Verifies every row of results.db and brings it to the newest schema. If the file is opened for writing, damaged rows are
 * removed, so that they are made again. Gives what was removed, in words, or null.
 * @throws InputError if a file that is only read has damaged rows, or is empty
 */
export function prepareResults(path: string, db: Database.Database, isWritten: boolean): string | null {
  // SQLite treats an empty file as a new database.
  if (!isWritten && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0)
    throw new InputError(
      `expected the results of an experiment at ${path}, found an empty file: run 'chartsift run' with its experiment file again`,
    )
  const sums = new RowSums(db, SUMMED)
  const isSummed = sums.areThere
  // Verify before a migration changes the rows that the sums were made from.
  const damage = isSummed ? damageOf(db, sums, isWritten) : []
  const words = damage.map(({ table, rows }) => `${rows} of ${table}`).join(', ')
  if (damage.length > 0) {
    if (!isWritten) {
      throw new InputError(
        `${path} holds damaged rows (${words}): run 'chartsift run' with its experiment file again to recompute them`,
      )
    }
    deleteDamaged(db, sums)
  }
  const version = db.pragma('user_version', { simple: true })
  const hasMoved = migrate(db, RESULTS_SCHEMA)
  if (isWritten) {
    if (!isSummed || db.pragma('user_version', { simple: true }) !== version) sums.sealAll()
    if (hasMoved) db.exec('VACUUM')
    sums.keep()
  }
  return damage.length > 0 ? words : null
}

/** Texts are verified when they are read, so only a repair must look at all of them. */
function damageOf(db: Database.Database, sums: RowSums, isMended: boolean): TableDamage[] {
  const texts = isMended ? new ContentTable(db).damaged().length : 0
  return [...(texts > 0 ? [{ table: 'texts', rows: texts }] : []), ...sums.damage()]
}

function deleteDamaged(db: Database.Database, sums: RowSums): void {
  db.transaction(() => {
    new ContentTable(db).deleteDamaged()
    sums.deleteDamaged()
  }).immediate()
  // Rows that are still damaged cannot be reached by their keys.
  if (sums.damage().length > 0)
    throw Object.assign(new Error('rows out of order'), { code: 'SQLITE_CORRUPT' })
}
