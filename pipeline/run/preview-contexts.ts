import type { Experiment } from '../experiment/experiment.js'
import { ResultsStore } from '../results/results-store.js'
import { strategyOfArm } from '../select/arm.js'
import { asksModel } from '../select/strategy-name.js'
import type { Execution } from '../workspace/execution.js'
import { storeContexts } from './store-contexts.js'

/**
 * Selects the contexts of some strategies into memory and stores nothing, so that a dry run knows what fits. Strategies that ask a
 * model are left out. The caller closes the store.
 */
export async function previewContexts(
  experiment: Experiment,
  strategies: readonly string[],
  execution: Execution,
): Promise<ResultsStore> {
  const wanted = experiment.file.strategies.filter(
    (arm) => strategies.includes(arm) && !asksModel(strategyOfArm(arm)),
  )
  const store = ResultsStore.inMemory()
  try {
    const file = { ...experiment.file, strategies: wanted }
    if (wanted.length > 0) await storeContexts({ ...experiment, file }, store, execution)
    return store
  } catch (error) {
    store.close()
    throw error
  }
}
