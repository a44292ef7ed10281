import { SEVERITIES, type Severity } from '../../../eval/answers/severity-measure.js'
import type { Trait } from '../../../eval/compare/strata.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'

const LEVELS = Object.keys(SEVERITIES) as Severity[]

/** Divides the instructions by the worst error that people labelled in any answer; empty if nobody labelled severity. */
export function severityTrait(stored: StoredExperiment): Trait[] {
  if (stored.experiment.labels === null) return []
  const worst = new Map<string, Severity>()
  for (const { instruction, severity } of stored.labelled.responses) {
    const before = worst.get(instruction.instructionId)
    if (severity !== null && (before === undefined || SEVERITIES[severity] > SEVERITIES[before]))
      worst.set(instruction.instructionId, severity)
  }
  if (worst.size === 0) return []
  return [
    {
      name: 'worst labeled error',
      definition: 'The most severe error that people labeled in any answer to the instruction.',
      levels: LEVELS.filter((level) => [...worst.values()].includes(level)),
      levelOf: worst,
    },
  ]
}
