import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'

/** What one judge said of one response by one criterion: `grade` is null exactly where `reason` says why. */
export type StoredGrade = {
  readonly grade: number | null
  readonly reason: string | null
  /** The judge was asked and gave no grade that can be believed; not so where there is nothing to grade. */
  readonly hasFailed: boolean
  readonly calls: number
  readonly cached: number
  readonly promptTokens: number
  readonly responseTokens: number
  readonly milliseconds: number
}

/** `judge` and `criterion` are keys. Equal responses to one instruction are one: a judge sees no difference between them. */
export type GradeKey = {
  readonly judge: string
  readonly criterion: string
  readonly instructionId: string
  readonly response: string
}

/** What grading took, by judge. */
export type GradeCost = Pick<
  StoredGrade,
  'calls' | 'cached' | 'promptTokens' | 'responseTokens' | 'milliseconds'
>

/** The grades of an experiment, a table of its results.db. No text of a response or a reason of a judge stands in it. */
export class GradeTable {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  put({ judge, criterion, instructionId, response }: GradeKey, g: StoredGrade): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO grades VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        judge,
        criterion,
        instructionId,
        hashOf(response),
        g.grade,
        g.reason,
        Number(g.hasFailed),
        g.calls,
        g.cached,
        g.promptTokens,
        g.responseTokens,
        g.milliseconds,
      )
  }

  get({ judge, criterion, instructionId, response }: GradeKey): StoredGrade | undefined {
    const row = this.#db
      .prepare<string[], Omit<StoredGrade, 'hasFailed'> & { readonly failed: number }>(
        `SELECT grade, reason, failed, calls, cached, prompt_tokens AS promptTokens, response_tokens AS responseTokens, milliseconds
         FROM grades WHERE judge = ? AND criterion = ? AND instruction_id = ? AND response = ?`,
      )
      .get(judge, criterion, instructionId, hashOf(response))
    if (row === undefined) return undefined
    const { failed, ...grade } = row
    return { ...grade, hasFailed: failed === 1 }
  }

  /** Grades by these criteria that a judge failed to give, by reason. */
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

  /** Of all that a judge has graded in this experiment. */
  costOf(judge: string): GradeCost {
    return this.#db
      .prepare<[string], GradeCost>(
        `SELECT coalesce(sum(calls), 0) AS calls, coalesce(sum(cached), 0) AS cached,
           coalesce(sum(prompt_tokens), 0) AS promptTokens, coalesce(sum(response_tokens), 0) AS responseTokens,
           coalesce(sum(milliseconds), 0) AS milliseconds FROM grades WHERE judge = ?`,
      )
      .get(judge)!
  }
}

function hashOf(response: string): string {
  return createHash('sha256').update(response).digest('hex')
}
