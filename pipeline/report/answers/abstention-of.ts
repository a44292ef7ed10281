import { abstentionRows } from '../../../eval/answers/abstention-rows.js'
import type { ValueRow } from '../../../eval/compare/value-table.js'
import type { Abstention } from '../../../eval/report/answers/abstention-section.js'
import type { BootstrapSettings } from '../../../eval/statistics/resampling/bootstrap.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { answeredCells } from './answered-cells.js'

/** Which instructions can be answered, and how often each arm abstained. */
export function abstentionOf(
  { experiment, answered, store }: StoredExperiment,
  rows: readonly ValueRow[],
  settings: BootstrapSettings,
): Abstention {
  const { instructions, indexed } = experiment
  const keysOf = new Map(answered.map(({ name, keys }) => [name, keys]))
  const answers = answeredCells(rows).flatMap(({ strategy, budget, generator }) =>
    instructions.map(({ instructionId, patientId }) => ({
      ...{ strategy, budget, generator, patientId },
      isAnswerable: indexed.answerability.get(instructionId)?.isAnswerable ?? null,
      texts: keysOf
        .get(generator)!
        .flatMap((key) => store.responses.get({ instructionId, strategy, budget }, key)?.text ?? []),
    })),
  )
  const unanswerable: Record<string, number> = {}
  let answerable = 0
  let unknown = 0
  for (const { instructionId } of instructions) {
    const known = indexed.answerability.get(instructionId)
    if (known === undefined) unknown += 1
    else if (known.isAnswerable) answerable += 1
    else unanswerable[known.because] = (unanswerable[known.because] ?? 0) + 1
  }
  return { unanswerable, answerable, unknown, rows: abstentionRows(answers, settings) }
}
