import type Database from 'better-sqlite3'
import type { ExperimentPlan } from '../../experiment/plan/experiment-plan.js'

/** Adds the table of sealed plans to an older results.db. */
export function plansToo(db: Database.Database): void {
  db.exec(`CREATE TABLE plans (
  number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, sealed TEXT NOT NULL,
  answers INTEGER NOT NULL, contexts INTEGER NOT NULL, plan TEXT NOT NULL) STRICT`)
}

/** A plan with the time (ISO 8601, UTC) at which it was sealed, and the answers and contexts that were stored by then. */
export type SealedPlan = {
  readonly plan: ExperimentPlan
  readonly sealed: string
  readonly answers: number
  readonly contexts: number
}

/** The plans that were sealed with the stored results, a table of results.db. Rows are added and never changed. */
export class PlanTable {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** Seals a plan, unless it was sealed before. */
  seal(plan: ExperimentPlan, time: string): void {
    this.#db
      .prepare(
        `INSERT INTO plans (hash, sealed, answers, contexts, plan) SELECT ?, ?,
           (SELECT count(*) FROM responses WHERE text IS NOT NULL), (SELECT count(*) FROM contexts), ?
         WHERE NOT EXISTS (SELECT 1 FROM plans WHERE hash = ?)`,
      )
      .run(plan.hash, time, JSON.stringify(plan), plan.hash)
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
