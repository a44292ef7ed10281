import type Database from 'better-sqlite3'
import { NO_THOUGHTS } from '../../../generators/generator.js'
import { type ArmCell, cellList, OF_CELLS } from '../costs/cost-rows.js'
import { type Cell, type ResponseRow, responseOf, type StoredResponse } from '../stored-result.js'

/**
 * What generators thought.
 * @property answers answers that follow thoughts
 * @property alone replies with thoughts and no answer
 * @property characters of all thoughts
 * @property tokens of all thoughts; null if some were not counted
 */
export type StoredThoughts = {
  readonly answers: number
  readonly alone: number
  readonly characters: number
  readonly tokens: number | null
}

/** What one answer took. */
export type AnswerEffort = Cell & {
  readonly promptTokens: number | null
  readonly milliseconds: number | null
}

/** The responses of an experiment's generators, a table of results.db. */
export class ResponseTable {
  readonly #db: Database.Database
  /** Prepared once: a report reads every response several times. */
  readonly #one: Database.Statement<[string, string, number, string], ResponseRow>

  constructor(db: Database.Database) {
    this.#db = db
    this.#one = db.prepare(
      'SELECT * FROM responses WHERE instruction_id = ? AND strategy = ? AND budget = ? AND generator = ?',
    )
  }

  put({ thoughts = NO_THOUGHTS, ...r }: StoredResponse): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO responses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        r.instructionId,
        r.strategy,
        r.budget,
        r.generator,
        r.text,
        JSON.stringify(r.citations),
        JSON.stringify(r.spans),
        r.unknownCitations,
        r.promptTokens,
        r.responseTokens,
        r.model,
        r.milliseconds,
        r.cost === null ? null : JSON.stringify(r.cost),
        r.reason,
        thoughts.text,
        thoughts.tokens,
        r.confidence ?? null,
      )
  }

  get(cell: Cell, generator: string): StoredResponse | undefined {
    const row = this.#one.get(cell.instructionId, cell.strategy, cell.budget, generator)
    return row === undefined ? undefined : responseOf(cell, generator, row)
  }

  /**
   * Prompt tokens of every answer of a generator's repeats, and the milliseconds that it took; each null if it is not known.
   * Answers that failed are left out.
   */
  effort(keys: readonly string[], cells: readonly ArmCell[]): AnswerEffort[] {
    return this.#db
      .prepare<string[], AnswerEffort>(
        `SELECT instruction_id AS instructionId, strategy, budget, prompt_tokens AS promptTokens, milliseconds FROM responses
         WHERE reason IS NULL AND generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS}`,
      )
      .all(JSON.stringify(keys), cellList(cells))
  }

  /** How many responses of these generators to these instructions are stored, failed ones included. */
  count(keys: readonly string[], cells: readonly ArmCell[], instructionIds: readonly string[]): number {
    return this.#db
      .prepare<string[], number>(
        `SELECT count(*) FROM responses WHERE generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS}
           AND instruction_id IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .get(JSON.stringify(keys), cellList(cells), JSON.stringify(instructionIds))!
  }

  /**
   * How many responses of these generators failed although there was a context, or because a model failed to choose it, by
   * reason.
   */
  failures(
    keys: readonly string[],
    cells: readonly ArmCell[],
  ): { readonly reason: string; readonly count: number }[] {
    return this.#db
      .prepare<string[], { reason: string; count: number }>(
        `SELECT r.reason AS reason, count(*) AS count FROM responses r
         JOIN contexts c USING (instruction_id, strategy, budget)
         WHERE r.generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS}
           AND r.reason IS NOT NULL AND (c.reason IS NULL OR c.asked IS NOT NULL)
         GROUP BY r.reason ORDER BY r.reason`,
      )
      .all(JSON.stringify(keys), cellList(cells))
  }

  /** What these generators thought, over all their answers and failures. */
  thoughts(keys: readonly string[], cells: readonly ArmCell[]): StoredThoughts {
    return this.#db
      .prepare<string[], StoredThoughts>(
        `SELECT coalesce(sum(text IS NOT NULL), 0) AS answers, coalesce(sum(reason LIKE 'only-thoughts:%'), 0) AS alone,
           coalesce(sum(length(thoughts)), 0) AS characters, iif(count(*) = count(thought_tokens), coalesce(sum(thought_tokens), 0), NULL) AS tokens
         FROM responses WHERE thoughts <> '' AND generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS}`,
      )
      .get(JSON.stringify(keys), cellList(cells))!
  }
}
