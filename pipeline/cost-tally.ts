import type Database from 'better-sqlite3'
import type { CostRow } from '../eval/provenance.js'

/** The cells of an experiment file: what is stored of others was left out of it since. */
export type Cells = { readonly strategies: readonly string[]; readonly budgets: readonly number[] }

/** A condition on rows that have both; `cellLists` are its parameters. */
export const OF_CELLS =
  'strategy IN (SELECT value FROM json_each(?)) AND budget IN (SELECT value FROM json_each(?))'

export function cellLists({ strategies, budgets }: Cells): string[] {
  return [JSON.stringify(strategies), JSON.stringify(budgets)]
}

/** What the models of an experiment took, by the contexts and responses of its results.db. */
export class CostTally {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** What the answers of a generator took, by server; none where no server was asked. */
  ofGenerator(name: string, keys: readonly string[], cells: Cells): CostRow[] {
    return this.#db
      .prepare<string[], Omit<CostRow, 'generator'>>(
        `SELECT json_extract(cost, '$.box') AS server, sum(json_extract(cost, '$.calls')) AS calls,
           sum(json_extract(cost, '$.retries')) AS retries, sum(json_extract(cost, '$.isCached')) AS cached,
           sum(prompt_tokens) AS promptTokens, sum(response_tokens) AS answerTokens, sum(milliseconds) / 1000 AS seconds,
           1000.0 * sum(prompt_tokens) / nullif(sum(json_extract(cost, '$.promptMs')), 0) AS promptTokensPerSecond,
           1000.0 * sum(response_tokens) / nullif(sum(json_extract(cost, '$.answerMs')), 0) AS answerTokensPerSecond,
           sum(json_extract(cost, '$.waitMs')) / 1000 AS waitSeconds,
           sum(json_extract(cost, '$.neutralised')) AS neutralised
         FROM responses WHERE cost IS NOT NULL AND generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS}
         GROUP BY server ORDER BY server`,
      )
      .all(JSON.stringify(keys), ...cellLists(cells))
      .map((row) => ({ generator: name, ...row }))
  }

  /** What strategies took of the models that they asked. */
  ofStrategies(cells: Cells): CostRow[] {
    const rows = this.#db
      .prepare<
        string[],
        {
          strategy: string
          model: string
          calls: number
          cached: number
          prompt: number
          answer: number
          ms: number
        }
      >(
        `SELECT strategy, json_extract(asked, '$.model') AS model, sum(json_extract(asked, '$.calls')) AS calls,
           sum(json_extract(asked, '$.cached')) AS cached,
           sum(json_extract(asked, '$.promptTokens')) AS prompt, sum(json_extract(asked, '$.responseTokens')) AS answer,
           sum(json_extract(asked, '$.milliseconds')) AS ms
         FROM contexts WHERE asked IS NOT NULL AND ${OF_CELLS}
         GROUP BY strategy, model ORDER BY strategy, model`,
      )
      .all(...cellLists(cells))
    return rows.map(({ strategy, model, calls, cached, prompt, answer, ms }) => ({
      generator: `${model} for ${strategy}`,
      server: 'all',
      calls,
      retries: 0,
      cached,
      promptTokens: prompt,
      answerTokens: answer,
      seconds: ms / 1000,
      promptTokensPerSecond: null,
      answerTokensPerSecond: null,
      waitSeconds: null,
      neutralised: 0,
    }))
  }
}
