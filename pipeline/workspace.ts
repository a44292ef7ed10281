import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { InputError } from '../corpus/input-error.js'

/**
 * The folder that holds everything chartsift makes, 0700. One process at a time may write: the lock is an
 * exclusive transaction on a file of its own, which the system gives back even after kill -9.
 */
export class Workspace {
  readonly folder: string
  #lock: Database.Database | null = null

  constructor(folder: string) {
    if (existsSync(folder) && !lstatSync(realpathSync(folder)).isDirectory()) {
      throw new InputError(`expected a folder for the workspace, found a file at ${folder}`)
    }
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    } catch (error) {
      throw new InputError(`cannot make the workspace folder ${folder}: ${(error as Error).message}`)
    }
    this.folder = folder
  }

  lock(): void {
    const db = new Database(join(this.folder, 'lock'), { timeout: 0 })
    try {
      db.pragma('locking_mode = EXCLUSIVE')
      db.exec('BEGIN EXCLUSIVE')
      this.#lock = db
    } catch (error) {
      db.close()
      if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
        throw new InputError(
          `another chartsift process is using the workspace ${this.folder}: wait for it, or name another with --workspace`,
        )
      }
      throw new InputError(`cannot lock the workspace ${this.folder}: ${(error as Error).message}`)
    }
  }

  unlock(): void {
    this.#lock?.close()
    this.#lock = null
  }

  /** Where the index of a corpus lies. Keyed by place, so that a changed file re-does its own patient only. */
  corpusFolder(folder: string, ehrs: string | null): string {
    const key = createHash('sha256')
      .update(JSON.stringify([realpathSync(folder), ehrs]))
      .digest('hex')
      .slice(0, 16)
    return join(this.folder, 'corpora', key)
  }

  experimentFolder(name: string, hash: string): string {
    return join(this.folder, 'experiments', `${name}-${hash.slice(0, 12)}`)
  }
}
