import { basename } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import type { Experiment } from '../../experiment/experiment.js'
import { readLabels } from './read-labels.js'

/**
 * Checks that people's labels are about this corpus.
 * @throws InputError if no row of the table can be read, or if none names an instruction of the corpus
 */
export function checkLabels({
  labels: path,
  instructions,
}: Pick<Experiment, 'labels' | 'instructions'>): void {
  if (path === null) return
  const { labels } = readLabels(path)
  const file = basename(path)
  if (labels.length === 0)
    throw new InputError(`${file}: expected rows with an instruction, a name and a label, found none`)
  const known = new Set(instructions.map(({ instructionId }) => instructionId))
  if (!labels.some(({ instructionId }) => known.has(instructionId)))
    throw new InputError(
      `${file}: expected labels of instructions of this corpus, but none of the ${labels.length} rows names one (the first is at ${labels[0]!.where})`,
    )
}
