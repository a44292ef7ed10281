import type { Instruction } from '../../corpus/instruction.js'
import { armsOn } from '../experiment/arms/experiment-arms.js'
import type { Experiment, ExperimentIndex } from '../experiment/experiment.js'
import { strategyOfArm } from '../select/arm.js'
import type { SelectedContext } from '../select/select-contexts.js'
import type { SelectionRequest } from '../select/selection.js'
import { asksModel } from '../select/strategy-name.js'

/** The arms of an experiment that run on one of its indexes: either those that ask a model, or the others. */
export function armsOfIndex(
  { file, indexes }: Experiment,
  { name, indexed }: ExperimentIndex,
  asksAModel: boolean,
): string[] {
  return armsOn(file.strategies, name, indexed === indexes[0]!.indexed).filter(
    (arm) => asksModel(strategyOfArm(arm)) === asksAModel,
  )
}

/** What to select for the arms that lack a context of an instruction. Instructions with every context are left out. */
export function missingRequests(
  instructions: readonly Instruction[],
  missingArms: (instructionId: string) => readonly string[],
): SelectionRequest[] {
  return instructions
    .map((instruction) => ({
      instruction,
      strategies: [...new Set(missingArms(instruction.instructionId).map(strategyOfArm))],
    }))
    .filter(({ strategies }) => strategies.length > 0)
}

/** Contexts under the names of the arms that they were selected for. */
export function contextsOfArms(
  contexts: readonly SelectedContext[],
  arms: readonly string[],
): SelectedContext[] {
  return contexts.flatMap((context) =>
    arms
      .filter((arm) => strategyOfArm(arm) === context.strategy)
      .map((strategy) => ({ ...context, strategy })),
  )
}
