import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '../../../base/files/write-atomically.js'
import type { IndexParameters } from '../../../indexes/chunks/parameters.js'
import type { WindowBudget } from '../arms/window-budgets.js'
import type { Experiment } from '../experiment.js'
import type { ExperimentPlaces } from '../experiment-places.js'

const FILE = 'experiment.json'

/** What the folder of an experiment says about it, besides its results. */
export type ExperimentOrigin = {
  readonly format: 1
  readonly name: string
  /** When its last run began, in ISO 8601: times of files do not survive a copy. */
  readonly lastRun: string
  readonly places: ExperimentPlaces
  readonly parameters: IndexParameters
  /** Parameters of the other indexes; absent if there is only one. */
  readonly otherIndexes?: readonly IndexParameters[]
  readonly instructions: number
  readonly strategies: readonly string[]
  readonly budgets: readonly number[]
  /** Each strategy with each of its budgets; absent if an earlier version wrote the file: every strategy had every budget. */
  readonly arms?: readonly { readonly strategy: string; readonly budget: number }[]
  readonly generators: readonly string[]
  /** What windows leave for contexts; absent if no strategy has the budget 'window', or if an earlier version wrote the file. */
  readonly windows?: readonly WindowBudget[]
}

/** Writes experiment.json: what the folder of an experiment says about it. */
export function writeOrigin(
  folder: string,
  { file, arms, windows, places, indexes, indexed, instructions, generators }: Experiment,
): void {
  const others = indexes.slice(1).map((one) => one.indexed.parameters)
  const origin: ExperimentOrigin = {
    format: 1,
    name: file.name,
    lastRun: new Date().toISOString(),
    places,
    parameters: indexed.parameters,
    ...(others.length === 0 ? {} : { otherIndexes: others }),
    instructions: instructions.length,
    strategies: file.strategies,
    budgets: arms.budgets,
    arms: arms.all.map(({ strategy, budget }) => ({ strategy, budget })),
    generators,
    ...(windows.length === 0 ? {} : { windows }),
  }
  writeAtomically(join(folder, FILE), (temporary) =>
    writeFileSync(temporary, `${JSON.stringify(origin, null, 2)}\n`, { mode: 0o600 }),
  )
}

/** Reads experiment.json; null if it is damaged, or if the experiment ran before this file was kept. */
export function readOrigin(folder: string): ExperimentOrigin | null {
  const path = join(folder, FILE)
  if (!existsSync(path)) return null
  try {
    const origin = JSON.parse(readFileSync(path, 'utf8')) as ExperimentOrigin
    return origin.format === 1 && typeof origin.places.file === 'string' ? origin : null
  } catch {
    return null
  }
}
