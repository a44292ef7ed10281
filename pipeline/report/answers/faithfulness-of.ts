import { claimCounts } from '../../../eval/answers/faithfulness-measures.js'
import { type FaithfulnessRow, faithfulnessRows } from '../../../eval/answers/faithfulness-rows.js'
import type { ValueRow } from '../../../eval/compare/value-table.js'
import type { BootstrapSettings } from '../../../eval/statistics/resampling/bootstrap.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { measuredItem } from '../../score/score-experiment.js'
import { answeredCells } from './answered-cells.js'

const MEASURES = ['lexical-faithfulness']

/** Claims that the shown context or the references do not support, by arm; null if the experiment measures no faithfulness. */
export function faithfulnessOf(
  { experiment, answered, store }: StoredExperiment,
  rows: readonly ValueRow[],
  settings: BootstrapSettings,
): FaithfulnessRow[] | null {
  const { file, instructions } = experiment
  if (!MEASURES.some((name) => file.measures.includes(name))) return null
  const keysOf = new Map(answered.map(({ name, keys }) => [name, keys]))
  const answers = instructions.flatMap((instruction) =>
    answeredCells(rows).flatMap((cell) => {
      const { instructionId, patientId } = instruction
      const context = store.contexts.get({ instructionId, ...cell })
      if (context.reason !== null) return []
      return keysOf.get(cell.generator)!.flatMap((key) => {
        const response = store.responses.get(context, key)
        if (response === undefined || response.text === null) return []
        const counts = claimCounts(measuredItem(instruction, null, { context, response }))
        return [{ ...cell, patientId, ...counts, jury: null }]
      })
    }),
  )
  return faithfulnessRows(answers, settings)
}
