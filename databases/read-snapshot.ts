import { existsSync, readFileSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { InputError } from '../base/errors/input-error.js'
import { codeOf } from '../base/errors/system-sentence.js'

/**
 * A copy in memory of a SQLite file as it is at this moment: it does not change while it is read and holds up no writer, and
 * changes to it are lost. Needs no write access to the file or its folder.
 * @throws InputError if a writer locks the file, or left a log that cannot be read here
 */
export function readSnapshot(path: string): Database.Database {
  const bytes = bytesOf(path)
  // The header says that the file has a write-ahead log, which memory cannot have.
  if (bytes[FORMAT_BYTES] === WITH_LOG) bytes.fill(WITHOUT_LOG, FORMAT_BYTES, FORMAT_BYTES + 2)
  return new Database(bytes)
}

/** How long a reader waits for a writer that locks the file, in milliseconds. */
const WAIT_MS = 1000

/** The offset in the header of the versions for writing and reading. */
const FORMAT_BYTES = 18
const [WITHOUT_LOG, WITH_LOG] = [1, 2]

function bytesOf(path: string): Buffer {
  let db: Database.Database | null = null
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: WAIT_MS })
    db.exec('BEGIN')
    // Takes the lock, and fails with a clearer error than `serialize` gives.
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return db.serialize()
  } catch (error) {
    if (codeOf(error).startsWith('SQLITE_BUSY')) {
      throw new InputError(
        `${path} is being written, and its file system does not support reading during writes (no write-ahead log): wait for the other chartsift process`,
      )
    }
    if (!/^SQLITE_(?:CANTOPEN|READONLY)/.test(codeOf(error)) || !existsSync(path)) throw error
    // SQLite needs to create files beside one that has a log, and may not do so here.
    const log = statSync(`${path}-wal`, { throwIfNoEntry: false })
    if (log !== undefined && log.size > 0) {
      throw new InputError(
        `${path} was being written when its process ended, and cannot be completed here: run a chartsift command once on a machine that can write to the workspace`,
      )
    }
    return readFileSync(path)
  } finally {
    db?.close()
  }
}
