import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { InputError } from '../../base/errors/input-error.js'
import { isUnusable, namingFile } from '../../base/errors/is-damage.js'
import { NewerSchema } from '../../databases/migrations.js'
import { readSnapshot } from '../../databases/read-snapshot.js'
import { closeWritten, openWritten } from '../../databases/written-database.js'
import { NO_THOUGHTS } from '../../generators/generator.js'
import { isFinal } from '../failures/final-failure.js'
import { SELECTION_FAILED } from '../failures/selection-failure.js'
import { CallLedger } from './costs/call-ledger.js'
import { type Cells, CostRows, cellLists, OF_CELLS } from './costs/cost-rows.js'
import type { FailedSelection } from './failed-selections.js'
import {
  type Cell,
  type ContextRow,
  contextOf,
  type ResponseRow,
  responseOf,
  type StoredContext,
  type StoredGenerator,
  type StoredResponse,
} from './stored-result.js'
import { ContentTable } from './tables/content-table.js'
import { GradeTable } from './tables/grade-table.js'
import { prepareResults } from './tables/prepare-results.js'
import { ServerTable } from './tables/server-table.js'
import { SessionTable } from './tables/session-table.js'

/** @property answers behind thoughts @property alone replies that were nothing else @property tokens null if not all were counted */
export type StoredThoughts = {
  readonly answers: number
  readonly alone: number
  readonly characters: number
  readonly tokens: number | null
}

export type { Cell, SelectorModel, StoredContext, StoredGenerator, StoredResponse } from './stored-result.js'

const SELECTION_HAD_FAILED = `reason GLOB '${SELECTION_FAILED}*'`

/** Contexts and responses of one experiment, in one SQLite file (0600): what a stopped experiment continues from. */
export class ResultsStore {
  readonly #db: Database.Database
  readonly #contents: ContentTable
  readonly #isWritten: boolean
  /** What was found damaged and taken out, to be made again: '1 row of contexts'; null if nothing was. */
  readonly damage: string | null
  /** What judges said of the responses. */
  readonly grades: GradeTable
  /** Which servers the models ran on. */
  readonly servers: ServerTable
  /** Every call to a model. */
  readonly calls: CallLedger
  /** What these calls took. */
  readonly costs: CostRows
  /** Which commands made what is stored. */
  readonly sessions: SessionTable

  /** Opens the file at `path` to add to it. */
  static open(path: string): ResultsStore {
    return opened(path, () => new ResultsStore(path, openWritten(path), true))
  }

  /** What the file at `path` holds now, while another process may be adding to it. Nothing is written. */
  static read(path: string): ResultsStore {
    return opened(path, () => new ResultsStore(path, readSnapshot(path), false))
  }

  private constructor(path: string, db: Database.Database, isWritten: boolean) {
    this.#db = db
    this.#isWritten = isWritten
    try {
      this.damage = prepareResults(path, db, isWritten)
    } catch (error) {
      db.close()
      throw error
    }
    this.#contents = new ContentTable(db)
    this.grades = new GradeTable(db)
    this.servers = new ServerTable(db)
    this.calls = new CallLedger(db)
    this.costs = new CostRows(db)
    this.sessions = new SessionTable(db)
  }

  putContexts(contexts: readonly StoredContext[]): void {
    const insert = this.#db.prepare(
      'INSERT OR REPLACE INTO contexts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
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
          )
          // What was answered from another context of the cell is no answer to this one.
          const isOther = old !== undefined && (old.text_id !== textId || old.reason !== c.reason)
          forget.run(c.instructionId, c.strategy, c.budget, Number(c.asked !== null && isOther))
        }
      })
      .immediate()
  }

  /**
   * Strategies of which a budget of this instruction is not there yet.
   * @param selectorKey of strategies that ask a model, what decides what it says; null: of those that ask none
   * @param retryFailed what a model gave no answer for is not there either
   */
  missingStrategies(
    instructionId: string,
    strategies: readonly string[],
    budgets: readonly number[],
    selectorKey: string | null = null,
    retryFailed = false,
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
    return strategies.filter((strategy) => budgets.some((budget) => !there.has(`${strategy} ${budget}`)))
  }

  /** Remembers the repeats of a generator, the last used of its name; gives the keys of their responses. */
  useGenerators(
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

  /** What a generator said of itself when it was used last. */
  notesOf(name: string): string[] {
    const row = this.#db
      .prepare<[string], { notes: string }>('SELECT notes FROM repeats WHERE name = ?')
      .get(name)
    return row === undefined ? [] : (JSON.parse(row.notes) as string[])
  }

  /** The repeats of this name as they answered last; none where it never has. */
  lastGenerators(name: string): StoredGenerator[] {
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

  /** @throws InputError where the experiment was stopped before it was selected */
  context(cell: Cell): StoredContext {
    const row = this.#db
      .prepare<[string, string, number], ContextRow>(
        'SELECT * FROM contexts WHERE instruction_id = ? AND strategy = ? AND budget = ?',
      )
      .get(cell.instructionId, cell.strategy, cell.budget)
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

  hasContext({ instructionId, strategy, budget }: Cell): boolean {
    return (
      this.#db
        .prepare<[string, string, number]>(
          'SELECT 1 FROM contexts WHERE instruction_id = ? AND strategy = ? AND budget = ?',
        )
        .get(instructionId, strategy, budget) !== undefined
    )
  }

  /** Responses of these generators to these instructions, failed ones among them. */
  countResponses(keys: readonly string[], cells: Cells, instructionIds: readonly string[]): number {
    return this.#db
      .prepare<string[], number>(
        `SELECT count(*) FROM responses WHERE generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS}
           AND instruction_id IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .get(JSON.stringify(keys), ...cellLists(cells), JSON.stringify(instructionIds))!
  }

  putResponse({ thoughts = NO_THOUGHTS, ...r }: StoredResponse): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO responses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
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
      )
  }

  response(cell: Cell, generator: string): StoredResponse | undefined {
    const row = this.#db
      .prepare<[string, string, number, string], ResponseRow>(
        'SELECT * FROM responses WHERE instruction_id = ? AND strategy = ? AND budget = ? AND generator = ?',
      )
      .get(cell.instructionId, cell.strategy, cell.budget, generator)
    return row === undefined ? undefined : responseOf(cell, generator, row)
  }

  /** Responses of these generators that failed although there was a context, or for the model that was to choose it, by reason. */
  failures(keys: readonly string[], cells: Cells): { readonly reason: string; readonly count: number }[] {
    return this.#db
      .prepare<string[], { reason: string; count: number }>(
        `SELECT r.reason AS reason, count(*) AS count FROM responses r
         JOIN contexts c USING (instruction_id, strategy, budget)
         WHERE r.generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS}
           AND r.reason IS NOT NULL AND (c.reason IS NULL OR c.asked IS NOT NULL)
         GROUP BY r.reason ORDER BY r.reason`,
      )
      .all(JSON.stringify(keys), ...cellLists(cells))
  }

  /** Contexts that could not be selected although there is a record, by patient and reason. */
  failedSelections(cells: Cells): FailedSelection[] {
    return this.#db
      .prepare<string[], FailedSelection>(
        `SELECT patient_id AS patientId, reason, count(*) AS count FROM contexts
         WHERE ${OF_CELLS} AND ${SELECTION_HAD_FAILED} GROUP BY patient_id, reason ORDER BY patient_id, reason`,
      )
      .all(...cellLists(cells))
  }

  /** What these generators thought, over all their answers and failures. */
  thoughtsOf(keys: readonly string[], cells: Cells): StoredThoughts {
    return this.#db
      .prepare<string[], StoredThoughts>(
        `SELECT coalesce(sum(text IS NOT NULL), 0) AS answers, coalesce(sum(reason LIKE 'only-thoughts:%'), 0) AS alone,
           coalesce(sum(length(thoughts)), 0) AS characters, iif(count(*) = count(thought_tokens), coalesce(sum(thought_tokens), 0), NULL) AS tokens
         FROM responses WHERE thoughts <> '' AND generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS}`,
      )
      .get(JSON.stringify(keys), ...cellLists(cells))!
  }

  /** Contexts of a model's notes of which its limit of tokens cut one or more, by strategy. */
  cutNotes(cells: Cells): { readonly strategy: string; readonly cut: number; readonly contexts: number }[] {
    return this.#db
      .prepare<string[], { strategy: string; cut: number; contexts: number }>(
        `SELECT strategy, sum(truncated > 0) AS cut, count(*) AS contexts FROM contexts
         WHERE strategy IN ('map-reduce', 'refine') AND reason IS NULL AND ${OF_CELLS} GROUP BY strategy HAVING sum(truncated) > 0`,
      )
      .all(...cellLists(cells))
  }

  /** Runs `work` as one transaction: all of its rows or none are there after a crash. */
  together(work: () => void): void {
    this.#db.transaction(work).immediate()
  }

  close(): void {
    if (this.#isWritten) closeWritten(this.#db)
    else this.#db.close()
  }
}

function opened(path: string, open: () => ResultsStore): ResultsStore {
  try {
    return open()
  } catch (error) {
    if (error instanceof InputError) throw error
    if (error instanceof NewerSchema) {
      throw new InputError(
        `the results at ${path} were written by a newer version of chartsift: use that one`,
      )
    }
    if (!isUnusable(error)) throw namingFile(error, path)
    throw new InputError(
      `expected the results of an experiment at ${path}, found a file that cannot be used (${(error as { code?: string }).code ?? 'unknown reason'}): delete it, or run with --fresh`,
    )
  }
}
