import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3'
import { InputError } from '../../base/errors/input-error.js'
import { isDamage, isUnusable, namingFile } from '../../base/errors/is-damage.js'
import { type Migration, migrate, NewerSchema } from '../../databases/migrations.js'
import { readSnapshot } from '../../databases/read-snapshot.js'
import { RowSums } from '../../databases/row-sums.js'
import { unusableFile } from '../../databases/unusable-file.js'
import { closeWritten, openWritten } from '../../databases/written-database.js'
import type { AskedReply } from './kept-reply.js'

/** The average speed of a model's earlier replies. */
export type ModelSpeed = {
  readonly calls: number
  /** Mean number of tokens per answer. */
  readonly answerTokens: number
  readonly promptTokensPerSecond: number
  readonly answerTokensPerSecond: number
}

/** The tables of responses.db, as a list of migrations. Only append: files of all versions are in use. */
const REPLIES_SCHEMA: readonly Migration[] = [
  (db) =>
    db.exec(`
CREATE TABLE IF NOT EXISTS replies (
  key TEXT PRIMARY KEY, patient_id TEXT NOT NULL, model TEXT NOT NULL, reply TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS replies_of_patient ON replies (patient_id);
`),
]

/** A reply, with the name of the model that gave it. */
export type ModelReply = { readonly model: string; readonly reply: AskedReply }

/**
 * Replies that passed their checks, keyed by everything that determines them: the model's digest, every option,
 * the exact prompt, and whose record it contains. The server is not part of the key: the same model answers on
 * any. One SQLite file with mode 0600.
 */
export class ResponseCache {
  readonly #db: Database.Database
  readonly #isWritten: boolean
  readonly #sums: RowSums

  constructor(path: string, isWritten = true) {
    if (isWritten) mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    this.#isWritten = isWritten
    const { db, sums } = openReplies(path, () => (isWritten ? openWritten(path) : readSnapshot(path)))
    this.#db = db
    this.#sums = sums
    if (isWritten) sums.keep()
  }

  /** A snapshot of the file at `path`, which another process may be writing. Writes nothing. */
  static read(path: string): ResponseCache {
    return new ResponseCache(path, false)
  }

  /** The reply of a key; null if there is none or it is damaged, so that the model is asked again. */
  get(key: string): AskedReply | null {
    try {
      const reply = this.#db
        .prepare<[string], string>(
          `SELECT t.reply FROM replies AS t WHERE t.key = ? AND ${this.#sums.isWhole('replies')}`,
        )
        .pluck()
        .get(key)
      if (reply === undefined) return null
      // Earlier versions stored neither field.
      const earlier = { thinking: '', isCut: false }
      return { ...earlier, ...(JSON.parse(reply) as Omit<AskedReply, keyof typeof earlier>) }
    } catch (error) {
      if (isDamage(error)) return null
      throw error
    }
  }

  put(key: string, patientId: string, { model, reply }: ModelReply): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)')
      .run(key, patientId, model, JSON.stringify(reply))
  }

  /** The average speed of a model's stored replies; null if there are none. */
  speedOf(model: string): ModelSpeed | null {
    const row = this.#db
      .prepare<[string], { [K in keyof ModelSpeed]: number | null }>(
        `SELECT count(*) AS calls, avg(json_extract(reply, '$.responseTokens')) AS answerTokens,
           1000.0 * sum(json_extract(reply, '$.promptTokens')) / nullif(sum(json_extract(reply, '$.promptMs')), 0)
             AS promptTokensPerSecond,
           1000.0 * sum(json_extract(reply, '$.responseTokens')) / nullif(sum(json_extract(reply, '$.answerMs')), 0)
             AS answerTokensPerSecond
         FROM replies WHERE model = ? AND json_valid(reply)`,
      )
      .get(model)!
    const isKnown = Object.values(row).every((value) => value !== null && value > 0)
    return isKnown ? (row as ModelSpeed) : null
  }

  close(): void {
    if (this.#isWritten) closeWritten(this.#db)
    else this.#db.close()
  }
}

/** Where replies are stored. `reads` is false if stored replies must not be reused. */
export type ReplyStore = { readonly cache: ResponseCache; readonly reads: boolean }

function openReplies(
  path: string,
  open: () => Database.Database,
): { readonly db: Database.Database; readonly sums: RowSums } {
  let db: Database.Database | null = null
  try {
    db = open()
    const sums = new RowSums(db, ['replies'])
    const isSummed = sums.areThere
    const version = db.pragma('user_version', { simple: true })
    migrate(db, REPLIES_SCHEMA)
    if (!isSummed || db.pragma('user_version', { simple: true }) !== version) sums.sealAll()
    return { db, sums }
  } catch (error) {
    db?.close()
    if (error instanceof InputError) throw error
    if (error instanceof NewerSchema) {
      throw new InputError(
        `the responses at ${path} were written by a newer version of chartsift: use that version`,
      )
    }
    if (!isUnusable(error)) throw namingFile(error, path)
    throw new InputError(
      `expected stored responses at ${path}, found ${unusableFile(path, error, 'delete it')}`,
    )
  }
}

/** The key of a reply. @param identity everything besides the prompt that determines the reply */
export function replyKey(identity: object, text: string, patientId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([identity, patientId, text]))
    .digest('hex')
}

/** The number of stored replies about a patient. */
export function repliesOf(path: string, patientId: string): number {
  const { db } = openReplies(path, () => readSnapshot(path))
  try {
    return db
      .prepare<[string], number>(`SELECT count(*) FROM replies WHERE ${OF_PATIENT}`)
      .pluck()
      .get(spellingsOf(patientId))!
  } finally {
    db.close()
  }
}

/** Deletes everything that is stored about a patient. True if there was anything. */
export function forgetReplies(path: string, patientId: string): boolean {
  const { db } = openReplies(path, () => openWritten(path))
  try {
    const { changes } = db.prepare(`DELETE FROM replies WHERE ${OF_PATIENT}`).run(spellingsOf(patientId))
    // Text of replies that were replaced earlier remains in free pages.
    db.exec('VACUUM')
    return changes > 0
  } finally {
    closeWritten(db)
  }
}

const OF_PATIENT = 'patient_id IN (SELECT value FROM json_each(?))'

/** The same id may use different Unicode forms in a file name and on a command line. */
function spellingsOf(patientId: string): string {
  return JSON.stringify([patientId, patientId.normalize('NFC'), patientId.normalize('NFD')])
}
