import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { readSnapshot } from '../../databases/read-snapshot.js'
import { type ExperimentOrigin, readOrigin } from '../experiment/origin/experiment-origin.js'
import { cellList, OF_CELLS } from '../results/costs/cost-rows.js'
import { storedNames } from '../select/current-name.js'

/** An experiment as its folder describes it. Counts are null if its results cannot be read. */
export type ListedExperiment = {
  readonly name: string
  /** Relative to the workspace. */
  readonly folder: string
  readonly origin: ExperimentOrigin | null
  readonly counts: ExperimentCounts | null
  readonly bytes: number
  /** When its last run began; if an earlier version ran it, when its results were last written. */
  readonly lastRun: Date
  /** A newer experiment was made from the same file: this one used an earlier corpus, index, prompt, counter or version. */
  readonly isSuperseded: boolean
}

/** How many answers are stored, failed ones included, of how many are `expected`. */
export type ExperimentCounts = {
  readonly instructions: number
  readonly strategies: number
  readonly budgets: number
  readonly generators: number
  readonly answers: number
  readonly expected: number
  /** Strategies at their budgets: every instruction has a context under each. */
  readonly arms: number
}

/** The experiments that were run in a workspace, the newest first. Writes nothing. */
export function listExperiments(workspace: string): ListedExperiment[] {
  const root = join(workspace, 'experiments')
  const names = existsSync(root) ? readdirSync(root) : []
  const found = names
    .filter((name) => existsSync(join(root, name, 'results.db')))
    .map((name) => {
      const folder = join(root, name)
      const origin = readOrigin(folder)
      return {
        // Without the hash at the end of the folder's name.
        name: origin?.name ?? name.replace(/-[0-9a-f]{12}$/, ''),
        folder: join('experiments', name),
        origin,
        counts: countsOf(join(folder, 'results.db'), origin),
        bytes: sizeOf(folder),
        lastRun: origin === null ? lastWrite(join(folder, 'results.db')) : new Date(origin.lastRun),
      }
    })
    .sort((a, b) => b.lastRun.getTime() - a.lastRun.getTime() || (a.folder < b.folder ? -1 : 1))
  return found.map((one, i) => ({
    ...one,
    isSuperseded: found.slice(0, i).some((newer) => newer.name === one.name && isOfOneFile(newer, one)),
  }))
}

type WithOrigin = { readonly origin: ExperimentOrigin | null }

/** Whether both were made from one file: only an experiment that says what it was made from supersedes another. */
function isOfOneFile({ origin: newer }: WithOrigin, { origin }: WithOrigin): boolean {
  return newer !== null && (origin === null || newer.places.file === origin.places.file)
}

function countsOf(path: string, origin: ExperimentOrigin | null): ExperimentCounts | null {
  try {
    const db = openToRead(path)
    try {
      return origin === null ? storedCounts(db) : plannedCounts(db, origin)
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}

/** Copies no whole file if the disk lets SQLite read it in place. */
function openToRead(path: string): Database.Database {
  const db = new Database(path, { readonly: true })
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return db
  } catch {
    db.close()
    return readSnapshot(path)
  }
}

function plannedCounts(db: Database.Database, origin: ExperimentOrigin): ExperimentCounts {
  const { instructions, strategies, budgets, generators } = origin
  const arms =
    origin.arms ?? strategies.flatMap((strategy) => budgets.map((budget) => ({ strategy, budget })))
  const stored = arms.flatMap(({ strategy, budget }) =>
    storedNames(strategy).map((name) => ({ strategy: name, budget })),
  )
  const repeats = repeatsIn(db).filter(({ name }) => generators.includes(name))
  const keys = repeats.flatMap((generator) => generator.keys)
  const [answers] = db
    .prepare<string[], [number]>(
      `SELECT count(*) FROM responses WHERE generator IN (SELECT value FROM json_each(?)) AND ${OF_CELLS}`,
    )
    .raw()
    .get(JSON.stringify(keys), cellList(stored))!
  const unused = generators.filter((name) => repeats.every((one) => one.name !== name)).length
  const cells = instructions * arms.length
  return {
    instructions,
    strategies: strategies.length,
    budgets: budgets.length,
    generators: generators.length,
    answers,
    expected: cells * (keys.length + unused),
    arms: arms.length,
  }
}

/** Counts of an experiment that does not say what was planned: what is stored counts as everything. */
function storedCounts(db: Database.Database): ExperimentCounts {
  const [contexts, instructions, strategies, budgets, arms] = db
    .prepare<[], [number, number, number, number, number]>(
      `SELECT count(*), count(DISTINCT instruction_id), count(DISTINCT strategy), count(DISTINCT budget),
        count(DISTINCT json_array(strategy, budget)) FROM contexts`,
    )
    .raw()
    .get()!
  const [answers] = db.prepare<[], [number]>('SELECT count(*) FROM responses').raw().get()!
  const generators = repeatsIn(db).filter(({ name }) => !name.startsWith('judge '))
  const keys = generators.flatMap((generator) => generator.keys)
  const expected = contexts * Math.max(1, keys.length)
  return { instructions, strategies, budgets, generators: generators.length, answers, expected, arms }
}

function repeatsIn(db: Database.Database): { readonly name: string; readonly keys: string[] }[] {
  return db
    .prepare<[], [string, string]>('SELECT name, keys FROM repeats')
    .raw()
    .all()
    .map(([name, keys]) => ({ name, keys: JSON.parse(keys) as string[] }))
}

function lastWrite(results: string): Date {
  const log = statSync(`${results}-wal`, { throwIfNoEntry: false })
  // Reading leaves an empty log behind.
  const logged = log === undefined || log.size === 0 ? 0 : log.mtimeMs
  return new Date(Math.max(statSync(results).mtimeMs, logged))
}

/** Bytes of a file, or of all files in a folder. */
export function sizeOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 0
  if (!stats.isDirectory()) return stats.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}
