import type { FailedPart } from '../failures/tolerance.js'
import { gradeCount, gradeFailures } from '../jury/grades/jury-grades.js'
import { failedAnswers } from './failures.js'
import type { StoredExperiment } from './stored-experiment.js'

/** How many items of each kind failed, out of how many. */
export function failedParts(stored: StoredExperiment): FailedPart[] {
  const { experiment, answered, store } = stored
  const { file, indexed, instructions } = experiment
  const contexts = instructions.length * file.strategies.length * file.budgets.length
  const repeats = answered.reduce((sum, { keys }) => sum + keys.length, 0)
  const part = (what: string, failed: readonly { readonly count: number }[], of: number): FailedPart => ({
    what,
    failed: failed.reduce((sum, { count }) => sum + count, 0),
    of,
  })
  const { failed, unusable, patients } = indexed
  return [
    { what: 'records', failed: failed.length, of: patients.length + failed.length },
    { what: 'instructions', failed: unusable.length, of: instructions.length + unusable.length },
    part('contexts', store.contexts.failedSelections(file), contexts),
    part('answers', failedAnswers(stored), contexts * repeats),
    part('grades', gradeFailures(file, store), gradeCount(file, store)),
  ]
}
