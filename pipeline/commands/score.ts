import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../corpus/input-error.js'
import { judgeMeasures } from '../../eval/judge-measures.js'
import { measureNamed } from '../../eval/measure-names.js'
import { measures } from '../../eval/measures.js'
import type { ValueRow } from '../../eval/summarise.js'
import type { ScoreOptions } from '../command-line/experiments/score.js'
import { isMeasure } from '../experiment-checks.js'
import { type ExperimentFile, readExperimentFile } from '../experiment-file.js'
import { rememberOutside } from '../forgetting/written-outside.js'
import { unknownName } from '../names/did-you-mean.js'
import { writeReport } from '../report-folder.js'
import { addedMeasures, withMeasures } from '../reports/added-measures.js'
import { scoreExperiment } from '../score-experiment.js'
import { withStoredExperiment } from '../stored-experiment.js'
import { systemReason } from '../system-error.js'
import { readingWorkspace } from './in-workspace.js'
import { listExperimentFailures } from './list-experiment-failures.js'
import { tableWidth } from './table-width.js'

/** @throws InputError for a name that is no measure, and for one that this experiment cannot have */
function requireMeasures(names: readonly string[], { judges }: ExperimentFile): void {
  for (const name of names) {
    if (!isMeasure(name))
      throw new InputError(
        `--measures: ${unknownName('measure', name, { known: Object.keys(measures), listing: 'chartsift list measures' })}`,
      )
    if (Object.hasOwn(judgeMeasures, name) && judges.length === 0)
      throw new InputError(
        `--measures: '${name}' needs grades of a jury, and the experiment file names no 'judges'`,
      )
  }
}

/** Refuses what has no value anywhere, before it could replace a report. */
function requireValues(names: readonly string[], rows: readonly ValueRow[]): void {
  for (const name of names) {
    const own = rows.filter(({ measure }) => measure === name)
    if (own.some(({ value }) => value !== null)) continue
    const advice = Object.hasOwn(judgeMeasures, name)
      ? "; judges grade in 'chartsift run': add it to 'measures' in the experiment file"
      : ''
    throw new InputError(
      `--measures: '${name}' has no value for any item (${mostFrequent(own.map(({ reason }) => reason!))})${advice}`,
    )
  }
}

function mostFrequent(reasons: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'the experiment has no instructions'
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
  const asked = [...new Set(options.measures.map(measureNamed))]
  const file = readExperimentFile(path)
  requireMeasures(asked, file)
  if (out !== undefined) makeFolder(out)
  return readingWorkspace(options, (workspace, watch) =>
    withStoredExperiment(file, path, workspace, { workers: options.workers, ...watch }, (stored) => {
      const { answered, store, folder } = stored
      const before = out === undefined ? [] : addedMeasures(out)
      const experiment = withMeasures(stored.experiment, [...before, ...asked])
      const rows = scoreExperiment(experiment, store)
      requireValues(asked, rows)
      const written = writeReport(experiment, rows, answered, store, out ?? folder)
      if (out !== undefined) rememberOutside(workspace.folder, join(out, 'report'))
      process.stdout.write(
        options.json
          ? written.summaryJson
          : `${written.table(tableWidth(options))}\nreport: ${written.html}\n`,
      )
      return listExperimentFailures({ ...stored, experiment })
    }),
  )
}
