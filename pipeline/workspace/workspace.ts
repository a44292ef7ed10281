import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { InputError } from '../../base/errors/input-error.js'
import { codeOf, systemReason } from '../../base/errors/system-sentence.js'

/** The cache of model replies for all experiments. */
export const REPLIES_FILE = join('cache', 'responses.db')

/** What trials found out about models and servers. */
export const PROOFS_FILE = join('cache', 'proofs.json')

/** Folder of tokenizers that were made from the vocabularies of models. */
export const TOKENIZERS_FOLDER = 'tokenizers'

/**
 * The folder that holds everything chartsift makes, 0700. One process at a time may write, and others may read meanwhile: the
 * lock is an exclusive transaction on a separate file, which the system releases even after kill -9.
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
      throw new InputError(`cannot create the workspace folder ${folder}: ${reasonOf(error)}`)
    }
    this.folder = folder
    if (isOurs(folder)) restrict(folder, 0o700)
  }

  get isLocked(): boolean {
    return this.#lock !== null
  }

  /** @throws InputError if another process has the lock, or the folder cannot be written */
  lock(): void {
    const refusal = this.tryLock()
    if (refusal !== null) throw new InputError(refusal)
  }

  /** Locks the workspace, or says why that is not possible. */
  tryLock(): string | null {
    const path = join(this.folder, 'lock')
    let db: Database.Database | null = null
    try {
      makeLockFile(path)
      // SQLite silently locks nothing if it cannot write the file.
      for (const place of [path, this.folder]) accessSync(place, constants.W_OK)
      db = new Database(path, { timeout: 0 })
      db.pragma('locking_mode = EXCLUSIVE')
      db.exec('BEGIN EXCLUSIVE')
      this.#lock = db
      return null
    } catch (error) {
      db?.close()
      return codeOf(error).startsWith('SQLITE_BUSY')
        ? `another chartsift process is using the workspace ${this.folder}: wait for it, or name another with --workspace`
        : `cannot lock the workspace ${this.folder} by its file 'lock': ${reasonOf(error)}`
    }
  }

  unlock(): void {
    this.#lock?.close()
    this.#lock = null
  }

  /**
   * The folder of a corpus's indexes. Its name depends on the path of the corpus and not on its contents, so that a changed
   * file only affects its own patient.
   */
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

  /** Whether an experiment of this name was run, with any hash. */
  hasExperiment(name: string): boolean {
    const root = join(this.folder, 'experiments')
    if (!existsSync(root)) return false
    return readdirSync(root).some((folder) => folder.slice(0, -13) === name && /-[0-9a-f]{12}$/.test(folder))
  }
}

/**
 * Whether a folder is a workspace: it is empty or has our lock, which is always an empty file. Any other folder, named by
 * mistake, keeps its mode.
 */
function isOurs(folder: string): boolean {
  const lock = statSync(join(folder, 'lock'), { throwIfNoEntry: false })
  if (lock !== undefined) return lock.isFile() && lock.size === 0
  try {
    return readdirSync(folder).length === 0
  } catch {
    return false
  }
}

/** Restricts a file or folder to its owner. Files of another user stay as they are. */
function restrict(path: string, mode: number): void {
  const stats = statSync(path)
  if (stats.uid !== process.getuid?.() || (stats.mode & 0o777) === mode) return
  try {
    chmodSync(path, mode)
  } catch (error) {
    // Files on a read-only disk stay as they are, and can still be read.
    if (codeOf(error) !== 'EROFS') throw error
  }
}

function makeLockFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (lstatSync(realpathSync(path)).isDirectory()) throw new InputError('it is a folder')
    // Opening and closing an existing lock file would release the lock that this process may hold on it.
    restrict(path, 0o600)
  }
}

function reasonOf(error: unknown): string {
  return systemReason(error) ?? (error as Error).message
}
