import { NOT_REACHED } from '../../eval/measured/measured-item.js'
import type { FailedCount } from '../failures/failure-kinds.js'
import type { RefusedPatient, Unusable } from '../index/indexed-corpus.js'
import { gradeFailures } from '../jury/grades/jury-grades.js'
import type { FailedSelection } from '../results/failed-selections.js'
import { reachedOf } from './reached.js'
import type { StoredExperiment } from './stored-experiment.js'

/** What went wrong with a part of the work while the rest continued. */
export type Failures = {
  /** Records that could not be read. */
  readonly failed: readonly RefusedPatient[]
  /** Instructions without a record, those of failed patients among them. */
  readonly unusable: readonly Unusable[]
  /** Contexts that could not be selected although there is a record. */
  readonly selections?: readonly FailedSelection[]
  readonly responses: readonly { readonly reason: string; readonly count: number }[]
}

/** What failed in an experiment. */
export function failuresOf(stored: StoredExperiment): Failures {
  const { experiment, file, store } = stored
  const ungraded = gradeFailures(file, store)
  const selections = store.contexts.failedSelections(experiment.arms.all)
  return { ...experiment.indexed, selections, responses: [...failedAnswers(stored), ...ungraded] }
}

/** How many answers failed or are still missing, by reason. */
export function failedAnswers(experiment: StoredExperiment): FailedCount[] {
  const { answered, store } = experiment
  const responses = store.responses.failures(
    answered.flatMap(({ keys }) => keys),
    experiment.experiment.arms.all,
  )
  const { stored, expected } = reachedOf(experiment)
  const unreached = stored < expected ? [{ reason: NOT_REACHED, count: expected - stored }] : []
  return [...responses, ...unreached]
}
