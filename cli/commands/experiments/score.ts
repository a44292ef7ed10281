import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { systemReason } from '../../../base/errors/system-sentence.js'
import { unknownName } from '../../../base/text/did-you-mean.js'
import type { ValueRow } from '../../../eval/compare/summarise.js'
import { measureNamed } from '../../../eval/measures/measure-names.js'
import { needs } from '../../../eval/measures/measure-needs.js'
import { measures } from '../../../eval/measures/measure-registry.js'
import { reasonLabel } from '../../../eval/report/stored-labels.js'
import type { ExperimentFile } from '../../../pipeline/experiment/experiment-file.js'
import { isMeasure } from '../../../pipeline/experiment/form/named-measure.js'
import { rememberOutside } from '../../../pipeline/forgetting/written-outside.js'
import { addedMeasures } from '../../../pipeline/opened/added-measures.js'
import { withStoredExperiment } from '../../../pipeline/opened/open-stored.js'
import { writeReport } from '../../../pipeline/report/report-folder.js'
import { scoreExperiment } from '../../../pipeline/score/score-experiment.js'
import type { CommonOptions, TableOptions } from '../command-options.js'
import { readingWorkspace } from '../in-workspace.js'
import { tableWidth } from '../table-width.js'
import { givenFile } from './given-file.js'
import { listExperimentFailures } from './list-experiment-failures.js'

/** Options of `chartsift score`. */
export type ScoreOptions = CommonOptions &
  TableOptions & {
    readonly measures: string[]
    readonly out?: string
    readonly workers: number
    readonly json: boolean
  }

/** @throws InputError if a name is not a measure, or if this experiment cannot have it */
function requireMeasures(names: readonly string[], { judges }: ExperimentFile): void {
  for (const name of names) {
    if (!isMeasure(name))
      throw new InputError(
        `--measures: ${unknownName('measure', name, { known: Object.keys(measures), listing: 'chartsift list measures' })}`,
      )
    if (needs(name, 'grades') && judges.length === 0)
      throw new InputError(
        `--measures: '${name}' needs grades of a jury, but the experiment file has no 'judges'`,
      )
  }
}

/** Refuses measures without a single value, before they replace a report. */
function requireValues(names: readonly string[], rows: readonly ValueRow[]): void {
  for (const name of names) {
    const own = rows.filter(({ measure }) => measure === name)
    if (own.some(({ value }) => value !== null)) continue
    const advice = needs(name, 'grades')
      ? "; judges grade in 'chartsift run': add it to 'measures' in the experiment file"
      : ''
    throw new InputError(
      `--measures: '${name}' has no value for any item (${mostFrequent(own.map(({ reason }) => reasonLabel(reason!)))})${advice}`,
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
    throw new InputError(
      `cannot create the folder ${folder}: ${systemReason(error) ?? (error as Error).name}`,
    )
  }
}

/** Adds measures of stored answers to the report. @returns the exit code */
export async function score(path: string, options: ScoreOptions): Promise<number> {
  const { out } = options
  const asked = [...new Set(options.measures.map(measureNamed))]
  const file = givenFile(path, options)
  requireMeasures(asked, file)
  if (out !== undefined) makeFolder(out)
  return readingWorkspace(options, (workspace, watch) => {
    const execution = { workers: options.workers, ...watch }
    return withStoredExperiment({ file, path, workspace, execution, mayIndex: false }, (opened) => {
      const before = out === undefined ? [] : addedMeasures(out)
      const stored = opened.withMeasures([...before, ...asked])
      const rows = scoreExperiment(stored)
      requireValues(asked, rows)
      const written = writeReport(stored, rows, out)
      if (out !== undefined) rememberOutside(workspace.folder, join(out, 'report'))
      process.stdout.write(
        options.json
          ? written.summaryJson
          : `${written.table(tableWidth(options))}\nreport: ${written.html}\n`,
      )
      return listExperimentFailures(stored)
    })
  })
}
