import { type WholeRecordRow, wholeRecordRows } from '../../eval/compare/whole-records.js'
import { planArmsOf } from '../experiment/arms/plan-arms.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'

/** How many records fit the arms that show whole records; empty if all of them do. */
export function wholeRecordFit({
  experiment,
  store,
}: Pick<StoredExperiment, 'experiment' | 'store'>): WholeRecordRow[] {
  const planned = planArmsOf(experiment)
  const oversized = store.contexts
    .oversized(experiment.arms.all)
    .flatMap((one) =>
      planned
        .filter(({ strategy, budget }) => strategy === one.strategy && budget === one.budget)
        .map((arm) => ({ arm, instructionId: one.instructionId, needed: one.needed })),
    )
  return wholeRecordRows(oversized, experiment.instructions)
}
