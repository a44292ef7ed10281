import { existsSync } from 'node:fs'
import { type ExperimentFile, readExperimentFile } from '../experiment/experiment-file.js'
import { type ExperimentOrigin, readOrigin } from '../experiment/origin/experiment-origin.js'
import { withStoredExperiment } from '../opened/open-stored.js'
import { drillDownChoice } from '../report/drill-down/drill-down-choice.js'
import { writeDrillDown } from '../report/drill-down/drill-down-files.js'
import { writeReport } from '../report/report-folder.js'
import { scoreExperiment } from '../score/score-experiment.js'
import type { Execution } from '../workspace/execution.js'
import type { Workspace } from '../workspace/workspace.js'

/** A report that must be written again, and what it consisted of. */
export type LostReport = {
  /** The experiment's folder, absolute. */
  readonly folder: string
  readonly hasItems: boolean
  readonly addedMeasures: readonly string[]
}

/**
 * Writes the report of an experiment again from what is left of it. Gives null, or the reason why it failed: then the
 * experiment has no report until `chartsift report`.
 */
export async function writeAgain(
  { folder, hasItems, addedMeasures }: LostReport,
  workspace: Workspace,
  execution: Execution,
): Promise<string | null> {
  const origin = readOrigin(folder)
  if (origin === null) return 'it does not record which file it was made from'
  const path = origin.places.file
  if (!existsSync(path)) return `its file ${path} does not exist`
  try {
    const file = withPlaces(readExperimentFile(path), origin)
    return await withStoredExperiment(
      { file, path, workspace, execution, mayIndex: true },
      async (stored) => {
        if (stored.folder !== folder) return `its file ${path} or its corpus has changed since it ran`
        const again = stored.withMeasures(addedMeasures)
        const rows = scoreExperiment(again)
        writeReport(again, rows)
        if (hasItems)
          await writeDrillDown(
            again,
            { rows, choice: drillDownChoice(again.experiment, null, null) },
            execution,
          )
        return null
      },
    )
  } catch (error) {
    execution.signal.throwIfAborted()
    return (error as Error).message
  }
}

/** Relative paths start at the folder that the experiment ran in, which may not be the current one. */
function withPlaces(file: ExperimentFile, { places }: ExperimentOrigin): ExperimentFile {
  return { ...file, corpus: places.corpus, reranker: places.reranker, labels: places.labels }
}
