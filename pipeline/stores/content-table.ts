import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import { InputError } from '../../corpus/input-error.js'

/** Texts by their sha256, each distinct one once, deflated; a table of results.db. */
export class ContentTable {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** Stores a text, if it is not there yet. Gives its id. */
  put(text: string): number {
    const sha256 = createHash('sha256').update(text).digest()
    const known = this.#db
      .prepare<[Buffer], number>('SELECT id FROM contents WHERE sha256 = ?')
      .pluck()
      .get(sha256)
    if (known !== undefined) return known
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO contents (sha256, deflated) VALUES (?, ?)')
      .run(sha256, deflateRawSync(text))
    return Number(lastInsertRowid)
  }

  /** @throws InputError if its bytes are missing or have changed since they were written */
  get(id: number): string {
    const row = this.#db
      .prepare<[number], { sha256: Buffer; deflated: Buffer }>(
        'SELECT sha256, deflated FROM contents WHERE id = ?',
      )
      .get(id)
    const text = row === undefined ? null : inflated(row.deflated)
    if (text === null || !createHash('sha256').update(text).digest().equals(row!.sha256)) {
      throw new InputError(
        `a stored context is damaged (text ${id} of ${this.#db.name}): restore the file, or run with --fresh`,
      )
    }
    return text.toString('utf8')
  }

  /** Deletes the texts of contexts that are no longer there. Gives how many. */
  dropUnused(): number {
    return this.#db
      .prepare(
        `DELETE FROM contents WHERE id NOT IN (SELECT text_id FROM contexts)
           AND id NOT IN (SELECT passages_id FROM contexts)`,
      )
      .run().changes
  }
}

function inflated(deflated: Buffer): Buffer | null {
  try {
    return inflateRawSync(deflated)
  } catch {
    return null
  }
}
