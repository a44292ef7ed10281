import { groupBy } from '../../base/group-by.js'
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

/** A response with the context that it was given to. */
export type ShownResponse = GradedResponse & { readonly context: string }

/** The distinct responses of an experiment with what was shown, grouped by patient; references are not needed. */
export function shownResponses({ experiment, answered, store }: AnsweredExperiment): ShownResponse[] {
  const { arms, instructions } = experiment
  const keys = answered.flatMap((generator) => generator.keys)
  const shown = instructions.flatMap((instruction) => {
    const { instructionId } = instruction
    const distinct = new Map<string, ShownResponse>()
    for (const { strategy, budget } of arms.all) {
      const context = store.contexts.get({ instructionId, strategy, budget })
      if (context.reason !== null) continue
      for (const key of keys) {
        const response = store.responses.get(context, key)?.text ?? null
        if (response !== null)
          distinct.set(JSON.stringify([response, context.text]), {
            instruction,
            response,
            context: context.text,
          })
      }
    }
    return [...distinct.values()]
  })
  return [...groupBy(shown, ({ instruction }) => instruction.patientId).values()].flat()
}
