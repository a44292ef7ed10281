import { isTolerated, toleranceLine } from '../../../pipeline/failures/tolerance.js'
import { failedParts } from '../../../pipeline/opened/failed-parts.js'
import { failuresOf } from '../../../pipeline/opened/failures.js'
import type { StoredExperiment } from '../../../pipeline/opened/stored-experiment.js'
import { labelsLeftOut } from '../../../pipeline/report/answers/labels-left-out.js'
import { listFailures } from './list-failures.js'

/**
 * Lists on stderr which labels were left out and what failed in an experiment, with a summary if a tolerance was declared.
 * @param tolerance null: nothing may fail
 * @returns the exit code: 1 if more failed than was declared
 */
export function listExperimentFailures(stored: StoredExperiment, tolerance = stored.file.maxFailed): 0 | 1 {
  for (const line of labelsLeftOut(stored)) process.stderr.write(`warning: ${line}\n`)
  const code = listFailures(failuresOf(stored))
  if (code === 0 || tolerance === null) return code
  const parts = failedParts(stored)
  process.stderr.write(`${toleranceLine(parts, tolerance)}\n`)
  return isTolerated(parts, tolerance) ? 0 : 1
}
