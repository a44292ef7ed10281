import type Database from 'better-sqlite3'
import type { ModelCall } from '../../../generators/model-call.js'

/** What a call was made for. @property key of the generator or judge; empty for contexts */
export type CallPurpose = {
  readonly work: 'answer' | 'context' | 'grade' | 'trial'
  readonly model: string
  readonly key: string
  /** Null if the call is for no strategy. */
  readonly strategy: string | null
  /** Null if the call is for no budget, or for all of them. */
  readonly budget: number | null
}

/**
 * Every call that an experiment made to a model: an append-only table of its results.db, since an answer or context that is
 * made again does not undo what the earlier one cost. It holds no part of a record.
 */
export class CallLedger {
  readonly #db: Database.Database
  readonly #trials: { readonly purpose: CallPurpose; readonly calls: readonly ModelCall[] }[] = []
  #isUsed = false

  constructor(db: Database.Database) {
    this.#db = db
  }

  /**
   * Takes the calls that tried a model. They are stored with the first call of this process that is no trial, so that a run
   * that asks nothing leaves the costs unchanged.
   */
  tried(model: string, key: string, calls: readonly ModelCall[]): void {
    const purpose = { work: 'trial', model, key, strategy: null, budget: null } as const
    if (this.#isUsed) this.#insert(purpose, calls)
    else this.#trials.push({ purpose, calls })
  }

  put(purpose: CallPurpose, calls: readonly ModelCall[]): void {
    if (calls.length === 0) return
    this.#isUsed = true
    for (const trial of this.#trials.splice(0)) this.#insert(trial.purpose, trial.calls)
    this.#insert(purpose, calls)
  }

  #insert({ work, model, key, strategy, budget }: CallPurpose, calls: readonly ModelCall[]): void {
    const insert = this.#db.prepare(
      'INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    for (const c of calls) {
      const isCached = c.outcome === 'cached'
      insert.run(
        work,
        model,
        key,
        strategy,
        budget,
        c.server,
        c.outcome,
        Number(!isCached),
        Number(c.isRetry),
        Number(isCached),
        c.promptTokens,
        c.answerTokens,
        c.milliseconds,
        c.promptMs,
        c.answerMs,
        c.waitMs,
      )
    }
  }
}
