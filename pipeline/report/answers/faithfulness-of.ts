import { type ClaimCounts, claimCounts } from '../../../eval/answers/faithfulness-measures.js'
import { type FaithfulnessRow, faithfulnessRows } from '../../../eval/answers/faithfulness-rows.js'
import type { ValueRow } from '../../../eval/compare/value-table.js'
import { measures } from '../../../eval/measures/measure-registry.js'
import type { BootstrapSettings } from '../../../eval/statistics/resampling/bootstrap.js'
import { splitClaims } from '../../../eval/text/claims.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { measuredItem } from '../../score/measured-answer.js'
import { answeredCells } from './answered-cells.js'

const JUDGED = 'judge-faithfulness'
const MEASURES = ['lexical-faithfulness', JUDGED]

/** Claims that the shown context or the references do not support, by arm; null if the experiment measures no faithfulness. */
export function faithfulnessOf(
  { experiment, answered, store, gradesOf }: StoredExperiment,
  rows: readonly ValueRow[],
  settings: BootstrapSettings,
): FaithfulnessRow[] | null {
  const { file, instructions } = experiment
  if (!MEASURES.some((name) => file.measures.includes(name))) return null
  const keysOf = new Map(answered.map(({ name, keys }) => [name, keys]))
  const cells = answeredCells(rows)
  const answers = instructions.flatMap((instruction) =>
    cells.flatMap((cell) => {
      const { instructionId, patientId } = instruction
      const context = store.contexts.get({ instructionId, ...cell })
      if (context.reason !== null) return []
      return keysOf.get(cell.generator)!.flatMap((key) => {
        const response = store.responses.get(context, key)
        if (response === undefined || response.text === null) return []
        const item = measuredItem(instruction, null, { context, response })
        const grades = gradesOf(instructionId, response.text, context.text)
        const share = measures[JUDGED]!.of({ ...item, grades })
        const jury = typeof share === 'number' ? countsOf(response.text, share) : null
        return [{ ...cell, patientId, ...claimCounts(item), jury }]
      })
    }),
  )
  return faithfulnessRows(answers, settings)
}

/** Numbers of claims from the share that the jury found supported. */
function countsOf(response: string, supported: number): ClaimCounts {
  const claims = splitClaims(response).length
  return { claims, unsupported: (1 - supported) * claims }
}
