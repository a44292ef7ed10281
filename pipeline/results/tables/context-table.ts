import type Database from 'better-sqlite3'
import { InputError } from '../../../base/errors/input-error.js'
import { isFinal } from '../../failures/final-failure.js'
import { SELECTION_FAILED } from '../../failures/selection-failure.js'
import { type ArmCell, cellList, OF_CELLS } from '../costs/cost-rows.js'
import type { FailedSelection } from '../failed-selections.js'
import { type Cell, type ContextRow, contextOf, type StoredContext } from '../stored-result.js'
import type { ContentTable } from './content-table.js'

const SELECTION_HAD_FAILED = `reason GLOB '${SELECTION_FAILED}*'`

/** Which contexts of an instruction must be selected. */
export type WantedContexts = {
  readonly strategies: readonly string[]
  readonly budgetsOf: (strategy: string) => readonly number[]
  /** Hash of what decides the replies of the model that these strategies ask; null for strategies that ask none. */
  readonly selectorKey: string | null
  /** True: contexts that a model failed to choose count as missing too. */
  readonly retryFailed: boolean
}

/** The contexts of an experiment, a table of results.db. */
export class ContextTable {
  readonly #db: Database.Database
  readonly #contents: ContentTable
  /** Prepared once: a report reads every context several times. */
  readonly #one: Database.Statement<[string, string, number], ContextRow>

  constructor(db: Database.Database, contents: ContentTable) {
    this.#db = db
    this.#contents = contents
    this.#one = db.prepare('SELECT * FROM contexts WHERE instruction_id = ? AND strategy = ? AND budget = ?')
  }

  /** Stores contexts and deletes the answers that were given from the contexts that they replace. */
  put(contexts: readonly StoredContext[]): void {
    const insert = this.#db.prepare(
      'INSERT OR REPLACE INTO contexts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    const before = this.#db.prepare<unknown[], { text_id: number; reason: string | null }>(
      'SELECT text_id, reason FROM contexts WHERE instruction_id = ? AND strategy = ? AND budget = ?',
    )
    const forget = this.#db.prepare(
      `DELETE FROM responses WHERE instruction_id = ? AND strategy = ? AND budget = ? AND (? OR ${SELECTION_HAD_FAILED})`,
    )
    this.#db
      .transaction(() => {
        for (const c of contexts) {
          const textId = this.#contents.put(c.text)
          const old = before.get(c.instructionId, c.strategy, c.budget)
          insert.run(
            c.instructionId,
            c.patientId,
            c.strategy,
            c.budget,
            c.tokens,
            c.dropped,
            c.truncated,
            textId,
            this.#contents.put(JSON.stringify(c.passages)),
            c.asked === null ? null : JSON.stringify(c.asked),
            c.reason,
            c.droppedFacts === null ? null : JSON.stringify(c.droppedFacts),
            c.needed,
          )
          // An answer from the cell's old context is no answer to the new one.
          const isOther = old !== undefined && (old.text_id !== textId || old.reason !== c.reason)
          forget.run(c.instructionId, c.strategy, c.budget, Number(c.asked !== null && isOther))
        }
      })
      .immediate()
  }

  /** Strategies that lack a stored context for at least one budget of this instruction. */
  missingStrategies(
    instructionId: string,
    { strategies, budgetsOf, selectorKey, retryFailed }: WantedContexts,
  ): string[] {
    const rows = this.#db
      .prepare<[string], [string, number, string | null, string | null]>(
        `SELECT strategy, budget, json_extract(asked, '$.by'), reason FROM contexts
         WHERE instruction_id = ? AND NOT coalesce(${SELECTION_HAD_FAILED}, 0)`,
      )
      .raw()
      .all(instructionId)
      .filter(
        ([, , by, reason]) =>
          by === selectorKey && !(retryFailed && by !== null && reason !== null && !isFinal(reason)),
      )
    const there = new Set(rows.map(([strategy, budget]) => `${strategy} ${budget}`))
    return strategies.filter((strategy) =>
      budgetsOf(strategy).some((budget) => !there.has(`${strategy} ${budget}`)),
    )
  }

  /** The context of a cell. @throws InputError if the experiment was stopped before it was selected */
  get(cell: Cell): StoredContext {
    const row = this.#one.get(cell.instructionId, cell.strategy, cell.budget)
    if (row === undefined) {
      throw new InputError(
        `expected a stored context of instruction ${cell.instructionId}, ${cell.strategy} at ${cell.budget} tokens, found none: run 'chartsift run' to finish`,
      )
    }
    return contextOf(cell, row, {
      text: this.#contents.get(row.text_id),
      passages: this.#contents.get(row.passages_id),
    })
  }

  has({ instructionId, strategy, budget }: Cell): boolean {
    return (
      this.#db
        .prepare<[string, string, number]>(
          'SELECT 1 FROM contexts WHERE instruction_id = ? AND strategy = ? AND budget = ?',
        )
        .get(instructionId, strategy, budget) !== undefined
    )
  }

  /** Contexts that do not fit their budget, with the tokens that they would take. */
  oversized(cells: readonly ArmCell[]): (Cell & { readonly needed: number })[] {
    return this.#db
      .prepare<string[], Cell & { readonly needed: number }>(
        `SELECT instruction_id AS instructionId, strategy, budget, needed FROM contexts WHERE needed IS NOT NULL AND ${OF_CELLS}`,
      )
      .all(cellList(cells))
  }

  /** Tokens of every context, without those that have a reason instead. */
  sizes(cells: readonly ArmCell[]): (Cell & { readonly tokens: number })[] {
    return this.#db
      .prepare<string[], Cell & { readonly tokens: number }>(
        `SELECT instruction_id AS instructionId, strategy, budget, tokens FROM contexts WHERE reason IS NULL AND ${OF_CELLS}`,
      )
      .all(cellList(cells))
  }

  /** How many contexts could not be selected although there is a record, by patient and reason. */
  failedSelections(cells: readonly ArmCell[]): FailedSelection[] {
    return this.#db
      .prepare<string[], FailedSelection>(
        `SELECT patient_id AS patientId, reason, count(*) AS count FROM contexts
         WHERE ${OF_CELLS} AND ${SELECTION_HAD_FAILED} GROUP BY patient_id, reason ORDER BY patient_id, reason`,
      )
      .all(cellList(cells))
  }

  /** How many contexts of a model's notes have notes that the token limit cut, by strategy. */
  cutNotes(
    cells: readonly ArmCell[],
  ): { readonly strategy: string; readonly cut: number; readonly contexts: number }[] {
    return this.#db
      .prepare<string[], { strategy: string; cut: number; contexts: number }>(
        `SELECT strategy, sum(truncated > 0) AS cut, count(*) AS contexts FROM contexts
         WHERE (strategy IN ('map-reduce', 'refine') OR strategy GLOB 'map-reduce@*' OR strategy GLOB 'refine@*') AND reason IS NULL AND ${OF_CELLS} GROUP BY strategy HAVING sum(truncated) > 0`,
      )
      .all(cellList(cells))
  }
}
