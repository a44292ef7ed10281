import { confidenceRows } from '../../../eval/answers/confidence-rows.js'
import type { ValueRow } from '../../../eval/compare/value-table.js'
import type { Confidence } from '../../../eval/report/answers/confidence-section.js'
import type { BootstrapSettings } from '../../../eval/statistics/resampling/bootstrap.js'
import { abstains } from '../../../eval/text/abstention.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { measuredItem } from '../../score/measured-answer.js'
import { rightnessFor } from '../right-answer.js'
import { answeredCells } from './answered-cells.js'

/** Fewer resamples than for means: each sorts nothing, but visits every answer. */
const MOST_RESAMPLES = 2000

/** How well the confidence that answers state tells right ones from wrong ones, by arm; without rows if none states one. */
export function confidenceOf(
  { experiment, answered, store, gradesOf }: StoredExperiment,
  rows: readonly ValueRow[],
  settings: BootstrapSettings,
): Confidence {
  const rightness = rightnessFor(experiment.file.measures)
  const keysOf = new Map(answered.map(({ name, keys }) => [name, keys]))
  const answers = answeredCells(rows).flatMap((cell) =>
    experiment.instructions.flatMap((instruction) => {
      const { instructionId, patientId } = instruction
      return keysOf.get(cell.generator)!.flatMap((key) => {
        const response = store.responses.get({ instructionId, ...cell }, key)
        const { text = null, confidence = null } = response ?? {}
        if (response === undefined || text === null || confidence === null || abstains(text)) return []
        const context = store.contexts.get({ instructionId, ...cell })
        const grades = gradesOf(instructionId, text, context.text)
        const right = rightness.of({ ...measuredItem(instruction, null, { context, response }), grades })
        return right === null ? [] : [{ ...cell, patientId, confidence, isRight: right >= 1 }]
      })
    }),
  )
  const resamples = Math.min(settings.resamples, MOST_RESAMPLES)
  return { rule: rightness.rule, rows: confidenceRows(answers, { ...settings, resamples }) }
}
