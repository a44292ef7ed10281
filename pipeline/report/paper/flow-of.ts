import type { Summary } from '../../../eval/compare/summarise.js'
import {
  type Excluded,
  flowArms,
  type ParticipantFlow,
} from '../../../eval/report/figures/participant-flow.js'
import type { Experiment } from '../../experiment/experiment.js'
import { corpusCounts } from '../../experiment/origin/corpus-counts.js'

/** How patients and instructions of an experiment came to be scored or not. */
export function flowOf({ indexed, instructions }: Experiment, summary: Summary): ParticipantFlow {
  const { patients, failed } = indexed
  const counts = corpusCounts(indexed)
  const about = new Set(instructions.map(({ patientId }) => patientId))
  const instructed = new Set(
    [...instructions, ...indexed.unusable.map(({ instruction }) => instruction)].map(
      ({ patientId }) => patientId,
    ),
  )
  const reasons = Object.entries(counts.unusable).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const without = patients.filter(({ patientId }) => !about.has(patientId))
  const never = without.filter(({ patientId }) => !instructed.has(patientId)).length
  const excluded: Excluded[] = [
    ...(failed.length === 0
      ? []
      : [{ reason: 'the record could not be read', patients: failed.length, instructions: 0 }]),
    ...(never === 0
      ? []
      : [{ reason: 'no instruction is about the patient', patients: never, instructions: 0 }]),
    ...(without.length === never
      ? []
      : [
          {
            reason: 'no instruction about the patient is usable',
            patients: without.length - never,
            instructions: 0,
          },
        ]),
    ...reasons.map(([reason, count]) => ({ reason, patients: null, instructions: count })),
  ]
  return {
    read: { patients: patients.length + failed.length, instructions: counts.instructions },
    excluded,
    usable: { patients: about.size, instructions: instructions.length },
    measure: summary.focus.measure,
    arms: flowArms(summary, counts.unusable),
  }
}
