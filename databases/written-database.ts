import { chmodSync } from 'node:fs'
import Database from 'better-sqlite3'

/** How long a writer waits for a reader that is taking its copy, in milliseconds. */
const WAIT_MS = 60_000

/**
 * Opens a SQLite file (0600) to write it. Others can read it meanwhile through a write-ahead log. If the file system
 * cannot have one, as on a network, the file is locked until it is closed. Deleted text is overwritten.
 */
export function openWritten(path: string): Database.Database {
  const db = opened(path)
  db.pragma('synchronous = NORMAL')
  db.pragma('secure_delete = ON')
  // VACUUM and large sorts would leave record text in the system's folder for temporary files.
  db.pragma('temp_store = MEMORY')
  return db
}

function opened(path: string): Database.Database {
  const db = new Database(path, { timeout: WAIT_MS })
  try {
    // Set before the log exists, since the log takes the file's mode.
    chmodSync(path, 0o600)
    const mode = db.pragma('journal_mode = WAL', { simple: true })
    // Setting the mode succeeds even if the log's shared memory is not available: only the first write shows it.
    db.exec('BEGIN IMMEDIATE; COMMIT')
    if (mode === 'wal') return db
  } catch (error) {
    if (!hasNoLog(error)) {
      db.close()
      throw error
    }
  }
  db.close()
  const alone = new Database(path, { timeout: WAIT_MS })
  try {
    alone.pragma('locking_mode = EXCLUSIVE')
    alone.pragma('journal_mode = DELETE')
    alone.exec('BEGIN EXCLUSIVE; COMMIT')
    return alone
  } catch (error) {
    alone.close()
    throw error
  }
}

function hasNoLog(error: unknown): boolean {
  return /^SQLITE_(?:CANTOPEN|IOERR|READONLY|PROTOCOL)/.test(String((error as { code?: unknown }).code))
}

/**
 * Closes a file that `openWritten` opened, with everything in the file itself: it can be read on a read-only disk, and no
 * deleted text stays in a log.
 */
export function closeWritten(db: Database.Database): void {
  try {
    db.pragma('busy_timeout = 100')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('journal_mode = DELETE')
  } catch {
    // Someone else has it open. The last to close it folds the log in.
  }
  db.close()
}
