import type Database from 'better-sqlite3'
import type { Session } from '../../../eval/report/execution/execution-facts.js'

/**
 * The commands that made the stored results, a table of results.db. A command that finds everything done adds no row, so that a
 * report of the same results stays the same.
 */
export class SessionTable {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** Adds this session as soon as it stores its first context, response or grade. */
  start({ day, command, version, commit }: Session): void {
    this.#db.exec('CREATE TEMP TABLE IF NOT EXISTS session_now AS SELECT * FROM sessions WHERE 0')
    this.#db.exec('DELETE FROM session_now')
    this.#db.prepare('INSERT INTO session_now VALUES (?, ?, ?, ?)').run(day, command, version, commit)
    for (const table of ['contexts', 'responses', 'grades']) {
      this.#db.exec(`CREATE TEMP TRIGGER IF NOT EXISTS notes_${table} AFTER INSERT ON ${table} BEGIN
        INSERT INTO sessions SELECT * FROM session_now AS own WHERE NOT EXISTS (
          SELECT 1 FROM sessions AS known WHERE known.day IS own.day AND known.command IS own.command
            AND known.version IS own.version AND known.commit_id IS own.commit_id);
      END`)
    }
  }

  /** The sessions, in the order of their first work. */
  list(): Session[] {
    return this.#db
      .prepare<[], Session>(
        'SELECT day, command, version, commit_id AS "commit" FROM sessions ORDER BY rowid',
      )
      .all()
  }
}
