import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import { InputError } from '../../../base/errors/input-error.js'
import { isDamage } from '../../../base/errors/is-damage.js'

type ContentRow = { readonly sha256: Buffer; readonly deflated: Buffer }

/** Texts by their sha256, each distinct text once, deflated: a table of results.db. */
export class ContentTable {
  readonly #db: Database.Database
  /** Prepared when it is first needed: the table may not exist before. */
  #one: Database.Statement<[number], ContentRow> | null = null

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** Stores a text unless it is stored already. Gives its id. */
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

  /** The text with this id. @throws InputError if its bytes are missing or have changed since they were written */
  get(id: number): string {
    const row = this.#row(id)
    const text = row === undefined ? null : wholeText(row)
    if (text === null) {
      throw new InputError(
        `a stored context is damaged (text ${id} of ${this.#db.name}): run 'chartsift run' with its experiment file again to select it again`,
      )
    }
    return text.toString('utf8')
  }

  #row(id: number): ContentRow | undefined {
    try {
      this.#one ??= this.#db.prepare('SELECT sha256, deflated FROM contents WHERE id = ?')
      return this.#one.get(id)
    } catch (error) {
      if (isDamage(error)) return undefined
      throw error
    }
  }

  /** Ids of texts whose bytes have changed since they were written. */
  damaged(): number[] {
    const rows = this.#db
      .prepare<[], { id: number; sha256: Buffer; deflated: Buffer }>('SELECT * FROM contents')
      .iterate()
    const ids: number[] = []
    for (const row of rows) if (wholeText(row) === null) ids.push(row.id)
    return ids
  }

  /** Deletes damaged texts, and the contexts whose text is damaged or missing. */
  deleteDamaged(): void {
    const drop = this.#db.prepare('DELETE FROM contents WHERE id = ?')
    for (const id of this.damaged()) drop.run(id)
    this.#db.exec(`DELETE FROM contexts WHERE text_id NOT IN (SELECT id FROM contents)
      OR passages_id NOT IN (SELECT id FROM contents)`)
  }

  /** Deletes the texts of contexts that are gone. Gives how many. */
  dropUnused(): number {
    return this.#db
      .prepare(
        `DELETE FROM contents WHERE id NOT IN (SELECT text_id FROM contexts)
           AND id NOT IN (SELECT passages_id FROM contexts)`,
      )
      .run().changes
  }
}

/** The text of a row; null if it is not the text that was stored. Damage can change a column's type too. */
function wholeText({ sha256, deflated }: { readonly sha256: unknown; readonly deflated: unknown }) {
  if (!Buffer.isBuffer(sha256) || !Buffer.isBuffer(deflated)) return null
  const text = inflated(deflated)
  return text !== null && createHash('sha256').update(text).digest().equals(sha256) ? text : null
}

function inflated(deflated: Buffer): Buffer | null {
  try {
    return inflateRawSync(deflated)
  } catch {
    return null
  }
}
