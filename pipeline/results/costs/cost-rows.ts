import type Database from 'better-sqlite3'
import type { CostRow } from '../../../eval/report/execution/execution-facts.js'

/** An arm of an experiment. Stored rows of other strategies and budgets are from before they were removed from the file. */
export type ArmCell = { readonly strategy: string; readonly budget: number }

/** An SQL condition on rows with a strategy and a budget; `cellList` gives its parameter. */
export const OF_CELLS =
  "(strategy, budget) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"

/** The parameter of `OF_CELLS`: strategies with their budgets as a JSON list. */
export function cellList(cells: readonly ArmCell[]): string {
  return JSON.stringify(cells.map(({ strategy, budget }) => [strategy, budget]))
}

const SUMS = `sum(calls) AS calls, sum(retries) AS retries, sum(iif(outcome IN ('answered', 'cached'), 0, calls)) AS failed,
  sum(cached) AS cached, coalesce(sum(prompt_tokens), 0) AS promptTokens, coalesce(sum(answer_tokens), 0) AS answerTokens,
  sum(milliseconds) / 1000 AS seconds,
  1000.0 * sum(iif(prompt_ms > 0, prompt_tokens, 0)) / nullif(sum(prompt_ms), 0) AS promptTokensPerSecond,
  1000.0 * sum(iif(answer_ms > 0, answer_tokens, 0)) / nullif(sum(answer_ms), 0) AS answerTokensPerSecond,
  sum(wait_ms) / 1000 AS waitSeconds`

type Sums = Omit<CostRow, 'generator' | 'neutralised'>

/** What the models of an experiment cost, by server, from the calls in its results.db. */
export class CostRows {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** What the answers of a generator cost; empty if no server was asked. */
  ofGenerator(name: string, keys: readonly string[], cells: readonly ArmCell[]): CostRow[] {
    const list = JSON.stringify(keys)
    const rows = this.#db
      .prepare<string[], Sums>(
        `SELECT server, ${SUMS} FROM calls
         WHERE work = 'answer' AND key IN (SELECT value FROM json_each(?)) AND ${OF_CELLS} GROUP BY server ORDER BY server`,
      )
      .all(list, cellList(cells))
    const neutralised = new Map(
      this.#db
        .prepare<string[], [string, number]>(
          `SELECT json_extract(cost, '$.box') AS box, sum(json_extract(cost, '$.neutralised')) FROM responses
           WHERE cost IS NOT NULL AND generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS} GROUP BY box`,
        )
        .raw()
        .all(list, cellList(cells)),
    )
    return rows.map((row) => ({ generator: name, ...row, neutralised: neutralised.get(row.server) ?? 0 }))
  }

  /** What strategies cost that asked a model. */
  ofStrategies(strategies: readonly string[]): CostRow[] {
    return this.#db
      .prepare<string[], Sums & { strategy: string; model: string }>(
        `SELECT strategy, model, server, ${SUMS} FROM calls
         WHERE work = 'context' AND strategy IN (SELECT value FROM json_each(?))
         GROUP BY strategy, model, server ORDER BY strategy, model, server`,
      )
      .all(JSON.stringify(strategies))
      .map(({ strategy, model, ...row }) => ({
        generator: `${model} for ${strategy}`,
        ...row,
        neutralised: 0,
      }))
  }

  /** What a judge cost. */
  ofJudge(name: string, key: string): CostRow[] {
    return this.#db
      .prepare<string[], Sums>(
        `SELECT server, ${SUMS} FROM calls WHERE work = 'grade' AND key = ? GROUP BY server ORDER BY server`,
      )
      .all(key)
      .map((row) => ({ generator: name, ...row, neutralised: 0 }))
  }

  /** What it cost to try models before the experiment asked them anything. */
  ofTrials(names: readonly string[]): CostRow[] {
    return this.#db
      .prepare<string[], Sums & { model: string }>(
        `SELECT model, server, ${SUMS} FROM calls WHERE work = 'trial' AND model IN (SELECT value FROM json_each(?))
         GROUP BY model, server ORDER BY model, server`,
      )
      .all(JSON.stringify(names))
      .map(({ model, ...row }) => ({ generator: `${model}, tried before use`, ...row, neutralised: 0 }))
  }
}
