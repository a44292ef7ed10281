import { chmodSync, readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { writeAtomically } from '../../base/files/write-atomically.js'
import { damaged } from '../../base/integrity/damaged-file.js'
import { readSidecar, readVerified, sha256Of, writeSidecar } from '../../base/integrity/sidecar.js'

/** Writes a SQLite file that never changes later, with mode 0600, and its checksum beside it. */
export function writeDatabase(path: string, fill: (db: Database.Database) => void): void {
  writeAtomically(path, (temporary) => {
    const db = new Database(temporary)
    try {
      chmodSync(temporary, 0o600)
      db.pragma('journal_mode = OFF')
      db.pragma('synchronous = OFF')
      db.transaction(() => fill(db))()
    } finally {
      db.close()
    }
  })
  writeSidecar(path, { format: 1, sha256: sha256Of(readFileSync(path)) })
}

/**
 * Reads such a file. SQLite gets the bytes that were verified, because the file could have changed since.
 * @throws InputError if the file or its checksum is missing, DamagedFile if they do not match
 */
export function readDatabase<T>(path: string, read: (db: Database.Database) => T): T {
  const bytes = readVerified(path, readSidecar(path))
  const db = openBytes(path, bytes)
  try {
    return read(db)
  } finally {
    db.close()
  }
}

function openBytes(path: string, bytes: Buffer): Database.Database {
  try {
    return new Database(bytes, { readonly: true })
  } catch {
    throw damaged(path)
  }
}
