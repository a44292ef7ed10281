import type { Instruction } from '../../corpus/instruction.js'
import type { AnsweredExperiment } from '../results/stored-generators.js'

/** A response as judges see it, without the arm that gave it. */
export type GradedResponse = { readonly instruction: Instruction; readonly response: string }

/**
 * The distinct responses of an experiment to each instruction with references, grouped by patient. Equal responses of several
 * arms are one.
 */
export function responsesToGrade({ experiment, answered, store }: AnsweredExperiment): GradedResponse[] {
  const { arms, instructions } = experiment
  const keys = answered.flatMap((generator) => generator.keys)
  const patients = [...new Set(instructions.map(({ patientId }) => patientId))]
  const ordered = patients.flatMap((patientId) => instructions.filter((one) => one.patientId === patientId))
  return ordered
    .filter(({ references }) => references.length > 0)
    .flatMap((instruction) => {
      const { instructionId } = instruction
      const texts = arms.all.flatMap(({ strategy, budget }) =>
        keys.flatMap((key) => store.responses.get({ instructionId, strategy, budget }, key)?.text ?? []),
      )
      return [...new Set(texts)].map((response) => ({ instruction, response }))
    })
}
