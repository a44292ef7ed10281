import type { Instruction } from '../../../corpus/instruction.js'
import type { Experiment } from '../../experiment/experiment.js'
import type { ResultsStore } from '../../results/results-store.js'

/** A response as judges see it: whose it is they are not told. */
export type GradedResponse = { readonly instruction: Instruction; readonly response: string }

/**
 * The distinct responses of an experiment's cells to each instruction that has references, patients together; equal ones of
 * several arms are one.
 * @param keys of the generators and their repeats
 */
export function responsesToGrade(
  { file, instructions }: Experiment,
  keys: readonly string[],
  store: ResultsStore,
): GradedResponse[] {
  const patients = [...new Set(instructions.map(({ patientId }) => patientId))]
  const ordered = patients.flatMap((patientId) => instructions.filter((one) => one.patientId === patientId))
  return ordered
    .filter(({ references }) => references.length > 0)
    .flatMap((instruction) => {
      const { instructionId } = instruction
      const texts = file.strategies.flatMap((strategy) =>
        file.budgets.flatMap((budget) =>
          keys.flatMap((key) => store.responses.get({ instructionId, strategy, budget }, key)?.text ?? []),
        ),
      )
      return [...new Set(texts)].map((response) => ({ instruction, response }))
    })
}
