import Database from 'better-sqlite3'
import { InputError } from '../../base/errors/input-error.js'
import { isUnusable, namingFile } from '../../base/errors/is-damage.js'
import { NewerSchema } from '../../databases/migrations.js'
import { readSnapshot } from '../../databases/read-snapshot.js'
import { unusableFile } from '../../databases/unusable-file.js'
import { closeWritten, openWritten } from '../../databases/written-database.js'
import { CallLedger } from './costs/call-ledger.js'
import { CostRows } from './costs/cost-rows.js'
import { ContentTable } from './tables/content-table.js'
import { ContextTable } from './tables/context-table.js'
import { GeneratorTable } from './tables/generator-table.js'
import { GradeTable } from './tables/grade-table.js'
import { PlanTable } from './tables/plan-table.js'
import { prepareResults } from './tables/prepare-results.js'
import { ResponseTable } from './tables/response-table.js'
import { ServerTable } from './tables/server-table.js'
import { SessionTable } from './tables/session-table.js'

/** Contexts and responses of one experiment, in one SQLite file (0600), from which a stopped experiment continues. */
export class ResultsStore {
  readonly #db: Database.Database
  readonly #isWritten: boolean
  /** What was damaged and was removed, to be made again: '1 row of contexts'; null if nothing was. */
  readonly damage: string | null
  readonly contexts: ContextTable
  readonly responses: ResponseTable
  /** Generators and judges as they answered. */
  readonly generators: GeneratorTable
  /** What judges said about the responses. */
  readonly grades: GradeTable
  /** Which servers the models ran on. */
  readonly servers: ServerTable
  /** Every call to a model. */
  readonly calls: CallLedger
  /** What these calls cost. */
  readonly costs: CostRows
  /** Which commands made the stored results. */
  readonly sessions: SessionTable
  /** What was declared, and when. */
  readonly plans: PlanTable

  /** Opens the file at `path` for reading and writing. */
  static open(path: string): ResultsStore {
    return opened(path, () => new ResultsStore(path, openWritten(path), true))
  }

  /** Opens the present contents of the file at `path`, even while another process adds to it. Writes nothing. */
  static read(path: string): ResultsStore {
    return opened(path, () => new ResultsStore(path, readSnapshot(path), false))
  }

  /** An empty store that is gone when it is closed. */
  static inMemory(): ResultsStore {
    return new ResultsStore('memory', new Database(':memory:'), true)
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
    this.contexts = new ContextTable(db, new ContentTable(db))
    this.responses = new ResponseTable(db)
    this.generators = new GeneratorTable(db)
    this.grades = new GradeTable(db)
    this.servers = new ServerTable(db)
    this.calls = new CallLedger(db)
    this.costs = new CostRows(db)
    this.sessions = new SessionTable(db)
    this.plans = new PlanTable(db)
  }

  /** Runs `work` as one transaction: after a crash either all of its rows are there or none. */
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
        `the results at ${path} were written by a newer version of chartsift: use that version`,
      )
    }
    if (!isUnusable(error)) throw namingFile(error, path)
    throw new InputError(
      `expected the results of an experiment at ${path}, found ${unusableFile(path, error, 'delete it, or run with --fresh')}`,
    )
  }
}
