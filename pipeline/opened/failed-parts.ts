import type { FailedPart } from '../failures/tolerance.js'
import { gradeCount, gradeFailures } from '../jury/grades/jury-grades.js'
import { failedAnswers } from './failures.js'
import type { StoredExperiment } from './stored-experiment.js'

/** How many items of each kind failed, out of how many. */
export function failedParts(stored: StoredExperiment): FailedPart[] {
  const { experiment, answered, store } = stored
  const { file, arms, indexed, instructions } = experiment
  const contexts = instructions.length * arms.all.length
  const answers =
    instructions.length *
    answered.reduce((sum, { name, keys }) => sum + arms.of(name).length * keys.length, 0)
  const part = (what: string, failed: readonly { readonly count: number }[], of: number): FailedPart => ({
    what,
    failed: failed.reduce((sum, { count }) => sum + count, 0),
    of,
  })
  const { failed, unusable, patients } = indexed
  return [
    { what: 'records', failed: failed.length, of: patients.length + failed.length },
    { what: 'instructions', failed: unusable.length, of: instructions.length + unusable.length },
    part('contexts', store.contexts.failedSelections(arms.all), contexts),
    part('answers', failedAnswers(stored), answers),
    part('grades', gradeFailures(file, store), gradeCount(file, store)),
  ]
}
