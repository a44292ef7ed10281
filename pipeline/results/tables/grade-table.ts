import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'

/** What one judge said about one response by one criterion. `grade` is null exactly if `reason` says why. */
export type StoredGrade = {
  readonly grade: number | null
  readonly reason: string | null
  /** True if the judge was asked and gave no valid grade; false if there is nothing to grade. */
  readonly hasFailed: boolean
}

/**
 * The key of a grade. `judge` and `criterion` are keys themselves. Equal responses to an instruction share a grade: a judge
 * sees no difference between them.
 */
export type GradeKey = {
  readonly judge: string
  readonly criterion: string
  readonly instructionId: string
  readonly response: string
}

/** The grades of an experiment, a table of its results.db. It holds neither the text of a response nor a judge's explanation. */
export class GradeTable {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  put({ judge, criterion, instructionId, response }: GradeKey, g: StoredGrade): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO grades VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(judge, criterion, instructionId, hashOf(response), g.grade, g.reason, Number(g.hasFailed))
  }

  get({ judge, criterion, instructionId, response }: GradeKey): StoredGrade | undefined {
    const row = this.#db
      .prepare<string[], Omit<StoredGrade, 'hasFailed'> & { readonly failed: number }>(
        `SELECT grade, reason, failed FROM grades WHERE judge = ? AND criterion = ? AND instruction_id = ? AND response = ?`,
      )
      .get(judge, criterion, instructionId, hashOf(response))
    if (row === undefined) return undefined
    const { failed, ...grade } = row
    return { ...grade, hasFailed: failed === 1 }
  }

  /** How many grades by these criteria a judge failed to give, by reason. */
  failures(
    judge: string,
    criteria: readonly string[],
  ): { readonly reason: string; readonly count: number }[] {
    return this.#db
      .prepare<string[], { reason: string; count: number }>(
        `SELECT reason, count(*) AS count FROM grades
         WHERE judge = ? AND criterion IN (SELECT value FROM json_each(?)) AND failed = 1
         GROUP BY reason ORDER BY reason`,
      )
      .all(judge, JSON.stringify(criteria))
  }

  /** How many grades by these criteria a judge gave or failed to give. */
  count(judge: string, criteria: readonly string[]): number {
    return this.#db
      .prepare<[string, string], { count: number }>(
        `SELECT count(*) AS count FROM grades WHERE judge = ? AND criterion IN (SELECT value FROM json_each(?))`,
      )
      .get(judge, JSON.stringify(criteria))!.count
  }
}

function hashOf(response: string): string {
  return createHash('sha256').update(response).digest('hex')
}
