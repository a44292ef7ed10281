import { basename } from 'node:path'
import { needs } from '../../../eval/measures/measure-needs.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'

/** One sentence about rows of the table of labels that cannot be read or match nothing, without its period; empty if all are used. */
export function labelsLeftOut(stored: StoredExperiment): string[] {
  const { experiment, file } = stored
  if (experiment.labels === null) return []
  const { leftOut, rows } = stored.labelled
  const reasons = Object.entries(leftOut).map(([reason, count]) => `${count}: ${reason}`)
  const isMeasured = file.measures.some((measure) => needs(measure, 'severity'))
  const strange = isMeasured ? labelsOfNoAnswer(stored) : 0
  if (strange > 0) reasons.push(`${strange}: severity of a response that no strategy gave`)
  const left = Object.values(leftOut).reduce((sum, count) => sum + count, strange)
  return left === 0
    ? []
    : [
        `${left} of ${rows} labels in ${basename(experiment.labels)} cannot be read or match nothing in this experiment, and are left out (${reasons.join('; ')})`,
      ]
}

function labelsOfNoAnswer({ experiment, labelled, answered, store }: StoredExperiment): number {
  const keys = answered.flatMap((generator) => generator.keys)
  return labelled.responses.filter(
    ({ severity, instruction: { instructionId }, response }) =>
      severity !== null &&
      !experiment.arms.all.some(({ strategy, budget }) =>
        keys.some(
          (key) =>
            store.responses.get({ instructionId, strategy, budget }, key)?.text?.trim() === response.trim(),
        ),
      ),
  ).length
}
