import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { StoredGenerator } from '../stored-result.js'

/** Which generators and judges answered, and the keys of their rows: two tables of results.db. */
export class GeneratorTable {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** Remembers the repeats of a generator as the last used of its name. Gives the keys of their responses. */
  use(
    name: string,
    identities: readonly StoredGenerator['identity'][],
    notes: readonly string[] = [],
  ): string[] {
    const keys = identities.map((identity) => {
      const json = JSON.stringify(identity)
      const key = createHash('sha256')
        .update(JSON.stringify([name, json]))
        .digest('hex')
        .slice(0, 16)
      this.#db
        .prepare(
          `INSERT INTO generators VALUES (?, ?, ?, (SELECT coalesce(max(used), 0) + 1 FROM generators))
           ON CONFLICT (key) DO UPDATE SET used = excluded.used`,
        )
        .run(key, name, json)
      return key
    })
    this.#db
      .prepare('INSERT OR REPLACE INTO repeats VALUES (?, ?, ?)')
      .run(name, JSON.stringify(keys), JSON.stringify(notes))
    return keys
  }

  /** What a generator reported about itself when it was last used. */
  notesOf(name: string): string[] {
    const row = this.#db
      .prepare<[string], { notes: string }>('SELECT notes FROM repeats WHERE name = ?')
      .get(name)
    return row === undefined ? [] : (JSON.parse(row.notes) as string[])
  }

  /** The repeats of this name, as of their last answers; empty if it never answered. */
  last(name: string): StoredGenerator[] {
    const row = this.#db
      .prepare<[string], { keys: string }>('SELECT keys FROM repeats WHERE name = ?')
      .get(name)
    const keys = row === undefined ? [] : (JSON.parse(row.keys) as string[])
    return keys.map((key) => {
      const { identity } = this.#db
        .prepare<[string], { identity: string }>('SELECT identity FROM generators WHERE key = ?')
        .get(key)!
      return { key, name, identity: JSON.parse(identity) as StoredGenerator['identity'] }
    })
  }
}
