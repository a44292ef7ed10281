import type Database from 'better-sqlite3'

/** One change of a schema. It runs within a transaction, once for each file. */
export type Migration = (db: Database.Database) => void

/** A file that a newer version of chartsift has written. */
export class NewerSchema extends Error {}

/**
 * Brings a file to the newest schema; its `user_version` counts the migrations that have run. A file without a number
 * is new or has the first schema. True if rows may have moved, so that VACUUM would make the file smaller.
 * @throws NewerSchema
 */
export function migrate(db: Database.Database, migrations: readonly Migration[]): boolean {
  const versionOf = () => db.pragma('user_version', { simple: true }) as number
  const found = versionOf()
  if (found === migrations.length) return false
  if (found > migrations.length) throw new NewerSchema(`schema ${found}, known are ${migrations.length}`)
  const isNew = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  db.transaction(() => {
    for (const change of migrations.slice(versionOf())) change(db)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
  return !isNew
}
