import type Database from 'better-sqlite3'
import { InputError } from '../../../base/errors/input-error.js'
import { migrate } from '../../../databases/migrations.js'
import { RowSums, type TableDamage } from '../../../databases/row-sums.js'
import { ContentTable } from './content-table.js'
import { RESULTS_SCHEMA } from './results-schema.js'

const SUMMED = ['contexts', 'responses', 'generators', 'repeats', 'grades', 'servers'] as const

/**
 * Brings results.db to the newest schema, every row verified. Damaged rows of a file that is written are taken out, so that they are
 * made again: gives what they were, in words, or null.
 * @throws InputError if a file that is only read holds damaged rows, or nothing at all
 */
export function prepareResults(path: string, db: Database.Database, isWritten: boolean): string | null {
  // SQLite takes a file that was cut to nothing for a new database.
  if (!isWritten && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0)
    throw new InputError(
      `expected the results of an experiment at ${path}, found an empty file: run 'chartsift run' with its experiment file again`,
    )
  const sums = new RowSums(db, SUMMED)
  const isSummed = sums.areThere
  // Before a migration changes what the sums were made of.
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

/** Texts are verified when they are read, so only who mends them must look at all of them. */
function damageOf(db: Database.Database, sums: RowSums, isMended: boolean): TableDamage[] {
  const texts = isMended ? new ContentTable(db).damaged().length : 0
  return [...(texts > 0 ? [{ table: 'texts', rows: texts }] : []), ...sums.damage()]
}

function deleteDamaged(db: Database.Database, sums: RowSums): void {
  db.transaction(() => {
    new ContentTable(db).deleteDamaged()
    sums.deleteDamaged()
  }).immediate()
  // What is still damaged cannot be reached by its key.
  if (sums.damage().length > 0)
    throw Object.assign(new Error('rows out of order'), { code: 'SQLITE_CORRUPT' })
}
