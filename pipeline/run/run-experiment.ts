import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Generator } from '../../generators/generator.js'
import type { StrategyModelSource } from '../../generators/strategy-model.js'
import { type Experiment, experimentHash, type RunOptions } from '../experiment/experiment.js'
import { writeOrigin } from '../experiment/origin/experiment-origin.js'
import type { ExperimentPlan } from '../experiment/plan/experiment-plan.js'
import { StoredExperiment } from '../opened/stored-experiment.js'
import { ResultsStore } from '../results/results-store.js'
import type { Execution } from '../workspace/execution.js'
import type { Workspace } from '../workspace/workspace.js'
import { discardResults } from './discard-results.js'
import { storeContexts, storeModelContexts } from './store-contexts.js'
import { storeResponses } from './store-responses.js'

/** What an experiment is run with. */
export type Run = {
  /** A generator for each repeat. */
  readonly generators: readonly Generator[]
  /** The model that strategies may ask; null if none does. */
  readonly asker: StrategyModelSource | null
  readonly workspace: Workspace
  readonly options: RunOptions
  /** What the experiment declared, with the time of its seal; absent if nothing was declared. */
  readonly declared?: { readonly plan: ExperimentPlan; readonly time: string }
  /** Looks at the stored contexts before any answer is asked for. @throws InputError to stop the run */
  readonly check?: (contexts: ResultsStore) => void
}

/**
 * Selects contexts, then generates responses. Keeps stored results. Every (instruction, strategy, budget, generator) gets a
 * response or a reason.
 * @returns the experiment with its results, whose store the caller closes
 */
export async function runExperiment(
  experiment: Experiment,
  { generators, asker, workspace, options, declared, check = () => undefined }: Run,
  execution: Execution,
): Promise<StoredExperiment> {
  const folder = workspace.experimentFolder(experiment.file.name, experimentHash(experiment))
  const discarded = options.fresh ? discardResults(folder) : undefined
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeOrigin(folder, experiment)
  const store = ResultsStore.open(join(folder, 'results.db'))
  if (store.damage !== null)
    execution.progress.note(`results.db had damaged rows (${store.damage}): recomputing them`)
  try {
    for (const plan of discarded?.plans ?? []) store.plans.restore(plan)
    if (declared !== undefined) store.plans.seal(declared.plan, declared.time, discarded)
    store.sessions.start(options.session)
    await storeContexts(experiment, store, execution)
    if (asker !== null) await storeModelContexts({ experiment, asker, options }, store, execution)
    check(store)
    const { retryFailed } = options
    for (const name of new Set(generators.map((generator) => generator.name))) {
      const repeats = generators.filter((generator) => generator.name === name)
      await storeResponses(repeats, { experiment, store, retryFailed }, execution)
    }
    return new StoredExperiment({ experiment, store, folder })
  } catch (error) {
    store.close()
    throw error
  }
}
