import { mkdirSync } from 'node:fs'
import { InputError } from '../../corpus/input-error.js'
import { measures } from '../../eval/measures.js'
import type { ScoreOptions } from '../command-line/experiments/score.js'
import { isMeasure } from '../experiment-checks.js'
import { type ExperimentFile, readExperimentFile } from '../experiment-file.js'
import { writeReport } from '../report-folder.js'
import { scoreExperiment } from '../score-experiment.js'
import { failuresOf, withStoredExperiment } from '../stored-experiment.js'
import { systemReason } from '../system-error.js'
import { inWorkspace } from './in-workspace.js'
import { listFailures } from './list-failures.js'

function requireMeasures(names: readonly string[]): void {
  for (const name of names) {
    if (!isMeasure(name))
      throw new InputError(
        `--measures: unknown measure '${name}'; known are ${Object.keys(measures).join(', ')}`,
      )
  }
}

/** Measures decide nothing that is stored, so that the experiment stays the same. */
function withMeasures(file: ExperimentFile, names: string[]): ExperimentFile {
  const { compare } = file
  const primary = compare?.primary ?? null
  const kept = primary !== null && names.includes(primary.measure) ? primary : null
  return { ...file, measures: names, compare: compare === null ? null : { ...compare, primary: kept } }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new InputError(`cannot make the folder ${folder}: ${systemReason(error) ?? (error as Error).name}`)
  }
}

export async function score(path: string, options: ScoreOptions): Promise<number> {
  const { out } = options
  requireMeasures(options.measures)
  const file = withMeasures(readExperimentFile(path), options.measures)
  if (out !== undefined) makeFolder(out)
  return inWorkspace(options, (workspace, watch) =>
    withStoredExperiment(file, path, workspace, { workers: options.workers, ...watch }, (stored) => {
      const { experiment, answered, store, folder } = stored
      const rows = scoreExperiment(experiment, store)
      const written = writeReport(experiment, rows, answered, store, out ?? folder)
      process.stdout.write(options.json ? written.summaryJson : `${written.table}\nreport: ${written.html}\n`)
      return listFailures(failuresOf(stored))
    }),
  )
}
