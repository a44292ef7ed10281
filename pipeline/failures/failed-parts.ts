import type { Experiment } from '../experiment.js'
import { gradeCount } from '../judge/jury-grades.js'
import type { ResultsStore } from '../results-store.js'
import type { Answered } from '../score-experiment.js'
import type { FailedCount } from './failure-kinds.js'
import type { FailedPart } from './tolerance.js'

/** What failed of an experiment that has run. */
export type FailedRun = {
  readonly answered: readonly Answered[]
  readonly store: ResultsStore
  readonly selections: readonly { readonly count: number }[]
  readonly responses: readonly FailedCount[]
  readonly ungraded: readonly FailedCount[]
}

/** How many items of each kind failed, of how many there are. */
export function failedParts(
  { file, indexed, instructions }: Experiment,
  { answered, store, selections, responses, ungraded }: FailedRun,
): FailedPart[] {
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
    part('contexts', selections, contexts),
    part('answers', responses, contexts * repeats),
    part('grades', ungraded, gradeCount(file, store)),
  ]
}
