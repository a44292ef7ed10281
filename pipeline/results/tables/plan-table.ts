import type Database from 'better-sqlite3'
import type { ExperimentPlan } from '../../experiment/plan/experiment-plan.js'

/** Adds the table of sealed plans to an older results.db. */
export function plansToo(db: Database.Database): void {
  db.exec(`CREATE TABLE plans (
  number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, sealed TEXT NOT NULL,
  answers INTEGER NOT NULL, contexts INTEGER NOT NULL, plan TEXT NOT NULL) STRICT`)
}

/** How many answers and contexts are stored. */
export type StoredCounts = { readonly answers: number; readonly contexts: number }

/** A plan with the time (ISO 8601, UTC) at which it was sealed, and the answers and contexts that were stored by then. */
export type SealedPlan = StoredCounts & { readonly plan: ExperimentPlan; readonly sealed: string }

/** The plans that were sealed with the stored results, a table of results.db. Rows are added and never changed. */
export class PlanTable {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /**
   * Seals a plan, unless it was sealed before.
   * @param discarded what was stored and has been thrown away: it counts as if it were there
   */
  seal(plan: ExperimentPlan, sealed: string, discarded: StoredCounts = { answers: 0, contexts: 0 }): void {
    const stored = this.counts()
    this.restore({
      plan,
      sealed,
      answers: stored.answers + discarded.answers,
      contexts: stored.contexts + discarded.contexts,
    })
  }

  /** Adds a plan as it was sealed, unless it is there. */
  restore({ plan, sealed, answers, contexts }: SealedPlan): void {
    this.#db
      .prepare(
        `INSERT INTO plans (hash, sealed, answers, contexts, plan) SELECT ?, ?, ?, ?, ?
         WHERE NOT EXISTS (SELECT 1 FROM plans WHERE hash = ?)`,
      )
      .run(plan.hash, sealed, answers, contexts, JSON.stringify(plan), plan.hash)
  }

  /** The answers and contexts that are stored now. Failed answers do not count. */
  counts(): StoredCounts {
    return this.#db
      .prepare<[], StoredCounts>(
        `SELECT (SELECT count(*) FROM responses WHERE text IS NOT NULL) AS answers,
           (SELECT count(*) FROM contexts) AS contexts`,
      )
      .get()!
  }

  /** The sealed plans, the first one first. */
  list(): SealedPlan[] {
    return this.#db
      .prepare<[], Omit<SealedPlan, 'plan'> & { readonly plan: string }>(
        'SELECT sealed, answers, contexts, plan FROM plans ORDER BY number',
      )
      .all()
      .map((row) => ({ ...row, plan: JSON.parse(row.plan) as ExperimentPlan }))
  }
}
