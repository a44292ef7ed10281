import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'

/** The mark in the header of a file that has sums. */
const MARK = 0x43535253

/** How many rows of a table are damaged or lost. */
export type TableDamage = { readonly table: string; readonly rows: number }

/**
 * A sum for each row of some tables, kept in a table of its own: changed and lost rows are detected.
 * Rows that this process writes get their sum automatically; a deleted row loses it.
 */
export class RowSums {
  readonly #db: Database.Database
  readonly #tables: readonly string[]

  /** @param tables that have a primary key */
  constructor(db: Database.Database, tables: readonly string[]) {
    this.#db = db
    this.#tables = tables
    db.function('row_sum', { varargs: true, deterministic: true }, rowSum)
  }

  /** @throws an error of SQLite's kind if a table is not the one that was summed: its values have other names */
  get areThere(): boolean {
    const isNamed =
      this.#db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'row_sums'").get() !== undefined
    const isMarked = this.#db.pragma('application_id', { simple: true }) === MARK
    // Recorded twice, so that one changed byte cannot make the file look like one that never had sums.
    if (isNamed !== isMarked || (isNamed && this.#hasOtherTables())) {
      throw Object.assign(new Error('the schema has changed'), { code: 'SQLITE_CORRUPT' })
    }
    return isNamed
  }

  #hasOtherTables(): boolean {
    const sums = this.#schemaSums()
    if (isFormer(sums)) return sums[0]![1] !== this.#formerSchemaSum()
    return sums.length === 0 || sums.some(([table, sum]) => sum !== this.#schemaSum(table))
  }

  /** Pairs of table and sum. */
  #schemaSums(): [string, string][] {
    return this.#db
      .prepare<[], [string, string]>("SELECT key, sum FROM row_sums WHERE tab = 'sqlite_schema'")
      .raw()
      .all()
  }

  /** The first files with sums have one for their whole schema and its number. */
  #formerSchemaSum(): string {
    const schema = this.#db
      .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')
      .raw()
      .all()
    return rowSum(this.#db.pragma('user_version', { simple: true }), schema)
  }

  #schemaSum(table: string): string {
    const sql = this.#db
      .prepare<[string], string>("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?")
      .pluck()
      .get(table)
    return rowSum(sql ?? null)
  }

  /** Tables with rows that are not as they were written. */
  damage(): TableDamage[] {
    return this.#summed()
      .map((table) => {
        const rows = this.#db
          .prepare<[], number>(
            // A row whose key has changed counts as damaged and as lost.
            `SELECT max((SELECT count(*) FROM ${table} AS t WHERE ${this.#isDamaged(table)}),
              (SELECT count(*) FROM row_sums WHERE ${this.#isLost(table)}))`,
          )
          .pluck()
          .get()!
        return { table, rows }
      })
      .filter(({ rows }) => rows > 0)
  }

  deleteDamaged(): void {
    for (const table of this.#summed()) {
      this.#db.exec(`DELETE FROM row_sums WHERE ${this.#isLost(table)};
        DELETE FROM ${table} AS t WHERE ${this.#isDamaged(table)};`)
    }
  }

  /** True of the row of `table` called t: a condition for a query. */
  isWhole(table: string): string {
    return `EXISTS (SELECT 1 FROM row_sums AS s WHERE s.tab = '${table}' AND s.key = ${this.#key(table, 't.')}
      AND s.sum = row_sum(${this.#columns(table)}))`
  }

  #isDamaged(table: string): string {
    return `NOT ${this.isWhole(table)}`
  }

  #isLost(table: string): string {
    return `tab = '${table}' AND key NOT IN (SELECT ${this.#key(table, 't.')} FROM ${table} AS t)`
  }

  /** Gives every row its sum, as the rows are now. */
  sealAll(): void {
    this.#db
      .transaction(() => {
        this.#db.exec(`CREATE TABLE IF NOT EXISTS row_sums (
          tab TEXT NOT NULL, key TEXT NOT NULL, sum TEXT NOT NULL, PRIMARY KEY (tab, key)) STRICT, WITHOUT ROWID;
          DELETE FROM row_sums;`)
        for (const table of this.#present()) {
          // The trigger is in the file, so that a row that another program deletes does not count as lost.
          this.#db.exec(`DROP TRIGGER IF EXISTS unseal_${table};
            CREATE TRIGGER unseal_${table} AFTER DELETE ON ${table} BEGIN
              DELETE FROM row_sums WHERE tab = '${table}' AND key = ${this.#key(table, 'OLD.')}; END;
            INSERT INTO row_sums SELECT '${table}', ${this.#key(table, 't.')}, row_sum(${this.#columns(table)}) FROM ${table} AS t;`)
        }
        this.#db.pragma(`application_id = ${MARK}`)
        this.#sealSchema()
      })
      .immediate()
  }

  #sealSchema(): void {
    this.#db.exec("DELETE FROM row_sums WHERE tab = 'sqlite_schema'")
    const insert = this.#db.prepare("INSERT INTO row_sums VALUES ('sqlite_schema', ?, ?)")
    // Texts have sums of their own, but need their columns too.
    for (const table of [...this.#present(), 'contents']) insert.run(table, this.#schemaSum(table))
  }

  /** From now on rows that are written through this connection get their sum. */
  keep(): void {
    if (isFormer(this.#schemaSums())) this.#db.transaction(() => this.#sealSchema()).immediate()
    for (const table of this.#present()) {
      const isNew = this.#keys(table)
        .map((column) => `t."${column}" = NEW."${column}"`)
        .join(' AND ')
      // Read from the table and not from NEW: as it is stored.
      const seal = `DELETE FROM row_sums WHERE tab = '${table}' AND key = ${this.#key(table, 'NEW.')};
        INSERT INTO row_sums SELECT '${table}', ${this.#key(table, 't.')}, row_sum(${this.#columns(table)})
        FROM ${table} AS t WHERE ${isNew}`
      for (const deed of ['INSERT', 'UPDATE'])
        this.#db.exec(
          `CREATE TEMP TRIGGER seal_${table}_${deed.toLowerCase()} AFTER ${deed} ON ${table} BEGIN ${seal}; END`,
        )
    }
  }

  /** A file of an earlier version may lack some. */
  #present(): string[] {
    const names = this.#db.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all()
    return this.#tables.filter((table) => names.includes(table))
  }

  /** The first files with sums have none for servers. */
  #summed(): string[] {
    if (!isFormer(this.#schemaSums())) return this.#present()
    const triggers = this.#db
      .prepare<[], string>("SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger'")
      .pluck()
      .all()
    return this.#present().filter((table) => triggers.includes(table))
  }

  #key(table: string, prefix: string): string {
    return `json_array(${this.#keys(table)
      .map((column) => `${prefix}"${column}"`)
      .join(', ')})`
  }

  #keys(table: string): string[] {
    return this.#info(table)
      .filter(({ pk }) => pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map(({ name }) => name)
  }

  /** Of the row of `table` called t. */
  #columns(table: string): string {
    return this.#info(table)
      .map(({ name }) => `t."${name}"`)
      .join(', ')
  }

  #info(table: string): { readonly name: string; readonly pk: number }[] {
    return this.#db.pragma(`table_info(${table})`) as { name: string; pk: number }[]
  }
}

function isFormer(schemaSums: readonly [string, string][]): boolean {
  return schemaSums.length === 1 && schemaSums[0]![0] === ''
}

function rowSum(...values: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32)
}
