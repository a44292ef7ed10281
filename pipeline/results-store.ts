import { createHash } from 'node:crypto'
import { chmodSync } from 'node:fs'
import Database from 'better-sqlite3'
import { InputError } from '../corpus/input-error.js'
import type { ShownPassage } from '../retrievers/strategy.js'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS contexts (
  instruction_id TEXT NOT NULL, patient_id TEXT NOT NULL, strategy TEXT NOT NULL, budget INTEGER NOT NULL,
  tokens INTEGER NOT NULL, dropped INTEGER NOT NULL, truncated INTEGER NOT NULL,
  text TEXT NOT NULL, passages TEXT NOT NULL, reason TEXT,
  PRIMARY KEY (instruction_id, strategy, budget)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS generators (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, identity TEXT NOT NULL, used INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS responses (
  instruction_id TEXT NOT NULL, strategy TEXT NOT NULL, budget INTEGER NOT NULL, generator TEXT NOT NULL,
  text TEXT, citations TEXT NOT NULL, unknown_citations INTEGER NOT NULL, prompt_tokens INTEGER, response_tokens INTEGER, model TEXT,
  milliseconds REAL, reason TEXT,
  PRIMARY KEY (instruction_id, strategy, budget, generator)) STRICT, WITHOUT ROWID;
`

export type Cell = { readonly instructionId: string; readonly strategy: string; readonly budget: number }

/** A context as stored; `reason` says why there is none. */
export type StoredContext = Cell & {
  readonly patientId: string
  readonly tokens: number
  readonly dropped: number
  readonly truncated: number
  readonly text: string
  readonly passages: readonly ShownPassage[]
  readonly reason: string | null
}

/** A generator as it answered: the key stands in its responses. */
export type StoredGenerator = {
  readonly key: string
  readonly name: string
  readonly identity: Readonly<Record<string, string | number | boolean | null>>
}

/** A response as stored; `generator` is a key; `text` is null where the item failed, with its reason. */
export type StoredResponse = Cell & {
  readonly generator: string
  readonly text: string | null
  readonly citations: readonly string[]
  /** Labels that the answer cites and the context does not have. */
  readonly unknownCitations: number
  readonly promptTokens: number | null
  readonly responseTokens: number | null
  readonly model: string | null
  readonly milliseconds: number | null
  readonly reason: string | null
}

/** Contexts and responses of one experiment, in one SQLite file (0600): what a stopped experiment goes on from. */
export class ResultsStore {
  readonly #db: Database.Database

  constructor(path: string) {
    try {
      this.#db = new Database(path)
      chmodSync(path, 0o600)
      this.#db.pragma('journal_mode = WAL')
      this.#db.pragma('synchronous = NORMAL')
      this.#db.exec(SCHEMA)
    } catch (error) {
      throw new InputError(
        `expected the results of an experiment at ${path}, found a file that cannot be used (${(error as { code?: string }).code ?? 'unknown reason'}): delete it, or run with --fresh`,
      )
    }
  }

  putContexts(contexts: readonly StoredContext[]): void {
    const insert = this.#db.prepare('INSERT OR REPLACE INTO contexts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.#db
      .transaction(() => {
        for (const c of contexts) {
          insert.run(
            c.instructionId,
            c.patientId,
            c.strategy,
            c.budget,
            c.tokens,
            c.dropped,
            c.truncated,
            c.text,
            JSON.stringify(c.passages),
            c.reason,
          )
        }
      })
      .immediate()
  }

  /** Strategies of which a budget of this instruction is not there yet. */
  missingStrategies<Name extends string>(
    instructionId: string,
    strategies: readonly Name[],
    budgets: readonly number[],
  ): Name[] {
    const rows = this.#db
      .prepare<[string], [string, number]>('SELECT strategy, budget FROM contexts WHERE instruction_id = ?')
      .raw()
      .all(instructionId)
    const there = new Set(rows.map(([strategy, budget]) => `${strategy} ${budget}`))
    return strategies.filter((strategy) => budgets.some((budget) => !there.has(`${strategy} ${budget}`)))
  }

  /** Remembers a generator, the last used of its name; gives the key of its responses. */
  useGenerator(name: string, identity: StoredGenerator['identity']): string {
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
  }

  /** The generator of this name that was used last; undefined where none was. */
  lastGenerator(name: string): StoredGenerator | undefined {
    const row = this.#db
      .prepare<[string], { key: string; identity: string }>(
        'SELECT key, identity FROM generators WHERE name = ? ORDER BY used DESC LIMIT 1',
      )
      .get(name)
    return row && { key: row.key, name, identity: JSON.parse(row.identity) as StoredGenerator['identity'] }
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
    const { patient_id: patientId, tokens, dropped, truncated, text, reason } = row
    return {
      ...cell,
      patientId,
      tokens,
      dropped,
      truncated,
      text,
      reason,
      passages: JSON.parse(row.passages) as ShownPassage[],
    }
  }

  putResponse(r: StoredResponse): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO responses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        r.instructionId,
        r.strategy,
        r.budget,
        r.generator,
        r.text,
        JSON.stringify(r.citations),
        r.unknownCitations,
        r.promptTokens,
        r.responseTokens,
        r.model,
        r.milliseconds,
        r.reason,
      )
  }

  response(cell: Cell, generator: string): StoredResponse | undefined {
    const row = this.#db
      .prepare<[string, string, number, string], ResponseRow>(
        'SELECT * FROM responses WHERE instruction_id = ? AND strategy = ? AND budget = ? AND generator = ?',
      )
      .get(cell.instructionId, cell.strategy, cell.budget, generator)
    return row === undefined
      ? undefined
      : {
          ...cell,
          generator,
          text: row.text,
          citations: JSON.parse(row.citations) as string[],
          unknownCitations: row.unknown_citations,
          promptTokens: row.prompt_tokens,
          responseTokens: row.response_tokens,
          model: row.model,
          milliseconds: row.milliseconds,
          reason: row.reason,
        }
  }

  /** Responses that failed although there was a context, by reason. */
  failures(generator: string): { readonly reason: string; readonly count: number }[] {
    return this.#db
      .prepare<[string], { reason: string; count: number }>(
        `SELECT r.reason AS reason, count(*) AS count FROM responses r
         JOIN contexts c USING (instruction_id, strategy, budget)
         WHERE r.generator = ? AND r.reason IS NOT NULL AND c.reason IS NULL GROUP BY r.reason ORDER BY r.reason`,
      )
      .all(generator)
  }

  /** Runs `work` as one transaction: all of its rows or none are there after a crash. */
  together(work: () => void): void {
    this.#db.transaction(work).immediate()
  }

  close(): void {
    this.#db.close()
  }
}

type ContextRow = {
  patient_id: string
  tokens: number
  dropped: number
  truncated: number
  text: string
  passages: string
  reason: string | null
}

type ResponseRow = {
  text: string | null
  citations: string
  unknown_citations: number
  prompt_tokens: number | null
  response_tokens: number | null
  model: string | null
  milliseconds: number | null
  reason: string | null
}
