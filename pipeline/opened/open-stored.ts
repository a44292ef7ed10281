import { dirname } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { type ExperimentRequest, openStoredExperiment, resultsPath } from '../experiment/open-experiment.js'
import { ResultsStore } from '../results/results-store.js'
import { addedMeasures } from './added-measures.js'
import { markUnreached } from './reached.js'
import { StoredExperiment } from './stored-experiment.js'

/**
 * Opens the stored results of an experiment during `work`, as they are at this moment: a run may be in progress, or may have
 * been stopped. Asks no model server that generates. The measures are those of the file and those that were added to its
 * report.
 * @throws InputError if it was never run
 */
export async function withStoredExperiment<T>(
  request: ExperimentRequest,
  work: (stored: StoredExperiment) => T | Promise<T>,
): Promise<T> {
  const { file, path, workspace } = request
  // Whether an index is out of date does not matter if there is nothing to open with it.
  const experiment = workspace.hasExperiment(file.name) ? await openStoredExperiment(request) : null
  if (experiment === null) {
    throw new InputError(`experiment ${file.name} has no stored results: run 'chartsift run ${path}' first`)
  }
  const results = resultsPath(workspace, experiment)
  const folder = dirname(results)
  const store = ResultsStore.read(results)
  try {
    markUnreached(experiment, store)
    return await work(new StoredExperiment({ experiment, store, folder }).withMeasures(addedMeasures(folder)))
  } finally {
    store.close()
  }
}
