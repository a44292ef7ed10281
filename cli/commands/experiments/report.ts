import { join } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import type { BudgetSpec } from '../../../pipeline/experiment/arms/own-budgets.js'
import { rememberOutside } from '../../../pipeline/forgetting/written-outside.js'
import { withStoredExperiment } from '../../../pipeline/opened/open-stored.js'
import type { StoredExperiment } from '../../../pipeline/opened/stored-experiment.js'
import {
  type DrillDownChoice,
  drillDownChoice,
} from '../../../pipeline/report/drill-down/drill-down-choice.js'
import { writeDrillDown } from '../../../pipeline/report/drill-down/drill-down-files.js'
import { shownPath, writeReport } from '../../../pipeline/report/report-folder.js'
import { scoreExperiment } from '../../../pipeline/score/score-experiment.js'
import { currentName } from '../../../pipeline/select/current-name.js'
import type { CommonOptions, TableOptions } from '../command-options.js'
import { readingWorkspace } from '../in-workspace.js'
import { tableWidth } from '../table-width.js'
import { givenFile } from './given-file.js'
import { listExperimentFailures } from './list-experiment-failures.js'
import { reportComparison } from './report-comparison.js'

/** Options of `chartsift report`. */
export type ReportOptions = CommonOptions &
  TableOptions & {
    readonly out?: string
    readonly workers: number
    readonly json: boolean
    readonly withText: boolean
    readonly versus?: string
    readonly budget?: BudgetSpec
    readonly compare?: string[]
  }

async function reportOne(path: string, options: ReportOptions): Promise<0 | 1> {
  const file = givenFile(path, options)
  return readingWorkspace(options, (workspace, watch) => {
    const execution = { workers: options.workers, ...watch }
    return withStoredExperiment({ file, path, workspace, execution, mayIndex: false }, async (stored) => {
      const choice = options.withText ? choiceOf(stored, options) : null
      const folder = options.out ?? stored.folder
      const rows = scoreExperiment(stored)
      const written = writeReport(stored, rows, folder)
      if (options.out !== undefined) rememberOutside(workspace.folder, join(folder, 'report'))
      const items = choice === null ? null : await writeDrillDown(stored, { rows, choice, folder }, execution)
      process.stdout.write(
        options.json
          ? written.summaryJson
          : `${written.table(tableWidth(options))}\nreport: ${written.html}\n${items === null ? '' : `items, with record text: ${shownPath(items)}\n`}`,
      )
      return listExperimentFailures(stored)
    })
  })
}

function choiceOf({ experiment }: StoredExperiment, { versus, budget }: ReportOptions): DrillDownChoice {
  const names = versus === undefined ? null : versus.split(',').map((name) => currentName(name.trim()))
  return drillDownChoice(experiment, names, budget ?? null)
}

/** Writes the report of an experiment again, or compares two or more. @returns the exit code */
export async function report(path: string | undefined, options: ReportOptions): Promise<number> {
  const { compare, withText } = options
  if (!withText && (options.versus !== undefined || options.budget !== undefined))
    throw new InputError('--versus and --budget choose what --with-text shows: add --with-text')
  if (compare !== undefined) {
    if (path !== undefined || compare.length !== 2)
      throw new InputError('--compare: expected two experiment files after it and none before it')
    if (withText) throw new InputError('--compare shows no text: remove --with-text')
    if (options.out !== undefined) throw new InputError('--compare writes to the workspace: remove --out')
    return reportComparison([compare[0]!, compare[1]!], options)
  }
  if (path === undefined) throw new InputError('expected an experiment file, or two after --compare')
  return reportOne(path, options)
}
