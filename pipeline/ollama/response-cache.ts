import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { InputError } from '../../corpus/input-error.js'
import type { AskedReply } from './ask-model.js'

/** Of earlier replies. */
export type ModelSpeed = {
  readonly calls: number
  /** Of an answer, at the mean. */
  readonly answerTokens: number
  readonly promptTokensPerSecond: number
  readonly answerTokensPerSecond: number
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS replies (
  key TEXT PRIMARY KEY, patient_id TEXT NOT NULL, model TEXT NOT NULL, reply TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS replies_of_patient ON replies (patient_id);
`

/**
 * Replies that could be believed, under all that decides them: the model's digest, every option, the exact prompt, and whose
 * record it was. Not the server: the same model answers on any. One SQLite file, 0600.
 */
export class ResponseCache {
  readonly #db: Database.Database

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    try {
      this.#db = new Database(path)
      chmodSync(path, 0o600)
      this.#db.pragma('journal_mode = WAL')
      this.#db.pragma('synchronous = NORMAL')
      this.#db.pragma('secure_delete = ON')
      this.#db.exec(SCHEMA)
    } catch (error) {
      throw new InputError(
        `expected stored responses at ${path}, found a file that cannot be used (${(error as { code?: string }).code ?? 'unknown reason'}): delete it`,
      )
    }
  }

  get(key: string): AskedReply | null {
    const row = this.#db
      .prepare<[string], { reply: string }>('SELECT reply FROM replies WHERE key = ?')
      .get(key)
    return row === undefined ? null : (JSON.parse(row.reply) as AskedReply)
  }

  put(key: string, patientId: string, model: string, reply: AskedReply): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)')
      .run(key, patientId, model, JSON.stringify(reply))
  }

  /** How fast a model of this name has answered; null where it never did. */
  speedOf(model: string): ModelSpeed | null {
    const row = this.#db
      .prepare<[string], { [K in keyof ModelSpeed]: number | null }>(
        `SELECT count(*) AS calls, avg(json_extract(reply, '$.responseTokens')) AS answerTokens,
           1000.0 * sum(json_extract(reply, '$.promptTokens')) / nullif(sum(json_extract(reply, '$.promptMs')), 0)
             AS promptTokensPerSecond,
           1000.0 * sum(json_extract(reply, '$.responseTokens')) / nullif(sum(json_extract(reply, '$.answerMs')), 0)
             AS answerTokensPerSecond
         FROM replies WHERE model = ?`,
      )
      .get(model)!
    const isKnown = Object.values(row).every((value) => value !== null && value > 0)
    return isKnown ? (row as ModelSpeed) : null
  }

  close(): void {
    this.#db.close()
  }
}

/** @param identity everything besides the prompt that decides a reply */
export function replyKey(identity: object, text: string, patientId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([identity, patientId, text]))
    .digest('hex')
}

/** Deletes what is stored of a patient. True where there was something. */
export function forgetReplies(path: string, patientId: string): boolean {
  const db = new Database(path)
  try {
    db.exec(SCHEMA)
    db.pragma('secure_delete = ON')
    const { changes } = db.prepare('DELETE FROM replies WHERE patient_id = ?').run(patientId)
    // Replies that were replaced before have left their text in free pages, and in the log.
    db.exec('VACUUM')
    db.pragma('wal_checkpoint(TRUNCATE)')
    return changes > 0
  } finally {
    db.close()
  }
}
