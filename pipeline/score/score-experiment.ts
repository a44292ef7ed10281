import type { Instruction } from '../../corpus/instruction.js'
import type { ValueRow } from '../../eval/compare/summarise.js'
import type { Unscored } from '../../eval/measured/measured-item.js'
import { measures } from '../../eval/measures/measure-registry.js'
import type { PlannedArm } from '../experiment/arms/planned-arms.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'
import { measuredAnswers } from './measured-answer.js'

/**
 * A value, or null with its reason, for every instruction, strategy, budget, generator and measure; instructions whose patient
 * has no record are included.
 * @throws InputError if a generator of the experiment has never answered
 */
export function scoreExperiment(stored: StoredExperiment): ValueRow[] {
  const { experiment, store, answered } = stored
  const { file, indexed, arms } = experiment
  const itemsOf = measuredAnswers(stored)
  const readersOf = (arm: PlannedArm) => answered.filter(({ name }) => arms.has(name, arm))
  const scored = experiment.instructions.flatMap((instruction) =>
    arms.all.flatMap((arm) => {
      const { strategy, budget } = arm
      const context = store.contexts.get({ instructionId: instruction.instructionId, strategy, budget })
      return readersOf(arm).flatMap(({ name, keys }) => {
        const items = itemsOf(instruction, context, keys)
        return file.measures.map((measure) => {
          const value =
            context.reason !== null
              ? { reason: context.reason }
              : meanOf(items.map((item) => measures[measure]!.of(item)))
          return rowOf(instruction, { ...cellOf(arm), generator: name, measure }, value)
        })
      })
    }),
  )
  const unusable = indexed.unusable.flatMap(({ instruction, reason }) =>
    arms.all.flatMap((arm) =>
      readersOf(arm).flatMap(({ name }) =>
        file.measures.map((measure) =>
          rowOf(instruction, { ...cellOf(arm), generator: name, measure }, { reason }),
        ),
      ),
    ),
  )
  return [...scored, ...unusable]
}

/** The mean over the repeats of an item. Failed repeats do not count; if all failed, there is no value. */
function meanOf(values: readonly (number | Unscored)[]): number | Unscored {
  const scored = values.filter((value) => typeof value === 'number')
  return scored.length === 0
    ? values.find((value) => typeof value !== 'number')!
    : scored.reduce((sum, value) => sum + value, 0) / scored.length
}

type MeasuredCell = Pick<ValueRow, 'strategy' | 'budget' | 'budgetName' | 'generator' | 'measure'>

function cellOf({ strategy, budget, budgetName }: PlannedArm): Omit<MeasuredCell, 'generator' | 'measure'> {
  return { strategy, budget, ...(budgetName === null ? {} : { budgetName }) }
}

function rowOf(
  { instructionId, patientId }: Instruction,
  measured: MeasuredCell,
  scored: number | Unscored,
): ValueRow {
  const cell = { instructionId, patientId, ...measured }
  return typeof scored === 'number'
    ? { ...cell, value: scored, reason: null }
    : { ...cell, value: null, reason: scored.reason }
}
