import { dirname } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { NOT_REACHED } from '../../eval/measured/measured-item.js'
import type { Experiment } from '../experiment/experiment.js'
import type { ExperimentFile } from '../experiment/experiment-file.js'
import { openStoredExperiment, resultsPath } from '../experiment/open-experiment.js'
import type { FailedCount } from '../failures/failure-kinds.js'
import { gradeFailures } from '../jury/grades/jury-grades.js'
import { ResultsStore } from '../results/results-store.js'
import { type Answered, storedGenerators } from '../results/stored-generators.js'
import type { Execution } from '../workspace/execution.js'
import type { Workspace } from '../workspace/workspace.js'
import { addedMeasures, withMeasures } from './added-measures.js'
import type { Failures } from './failures.js'
import { markUnreached, reachedOf } from './reached.js'

/** An experiment with what an earlier run stored of it. */
export type StoredExperiment = {
  readonly experiment: Experiment
  readonly answered: readonly Answered[]
  readonly store: ResultsStore
  readonly folder: string
}

/**
 * Opens what is stored of an experiment for the time of `work`, as it stands at this moment: a run may be at work, or may have
 * been stopped. Asks no model server that generates. Measures are the file's and those that were added to its report.
 * @param path of the experiment's file, which corpus and tokenizer may stand beside
 * @throws InputError where it was never run
 */
export async function withStoredExperiment<T>(
  file: ExperimentFile,
  path: string,
  workspace: Workspace,
  execution: Execution,
  work: (stored: StoredExperiment) => T | Promise<T>,
): Promise<T> {
  const opened = await openStoredExperiment(file, path, workspace, execution)
  if (opened === null) {
    throw new InputError(`experiment ${file.name} has no stored results: run 'chartsift run ${path}' first`)
  }
  const results = resultsPath(workspace, opened)
  const folder = dirname(results)
  const experiment = withMeasures(opened, addedMeasures(folder))
  const store = ResultsStore.read(results)
  try {
    markUnreached(experiment, store)
    return await work({ experiment, answered: storedGenerators(experiment, store), store, folder })
  } finally {
    store.close()
  }
}

/** What of the experiment has failed, responses among it. */
export function failuresOf(stored: StoredExperiment): Failures {
  const { experiment, store } = stored
  const ungraded = gradeFailures(experiment.file, store)
  const selections = store.contexts.failedSelections(experiment.file)
  return { ...experiment.indexed, selections, responses: [...failedAnswers(stored), ...ungraded] }
}

/** Answers that failed or are not there yet, by reason. */
export function failedAnswers({ experiment, answered, store }: StoredExperiment): FailedCount[] {
  const responses = store.responses.failures(
    answered.flatMap(({ keys }) => keys),
    experiment.file,
  )
  const { stored, expected } = reachedOf(experiment, answered, store)
  const unreached = stored < expected ? [{ reason: NOT_REACHED, count: expected - stored }] : []
  return [...responses, ...unreached]
}
