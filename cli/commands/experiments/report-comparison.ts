import { basename, join } from 'node:path'
import { compareMarkdown } from '../../../eval/report/compare/compare-markdown.js'
import type { ExperimentFile } from '../../../pipeline/experiment/experiment-file.js'
import { withStoredExperiment } from '../../../pipeline/opened/open-stored.js'
import {
  type ComparisonSide,
  compareSides,
  comparisonSide,
} from '../../../pipeline/report/comparison/compare-experiments.js'
import { writeComparison } from '../../../pipeline/report/comparison/comparison-files.js'
import { shownPath } from '../../../pipeline/report/report-folder.js'
import type { Execution } from '../../../pipeline/workspace/execution.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import type { CommonOptions } from '../command-options.js'
import { readingWorkspace } from '../in-workspace.js'
import { givenFile } from './given-file.js'
import { listExperimentFailures } from './list-experiment-failures.js'

type Options = CommonOptions & { readonly workers: number; readonly json: boolean }

/** Prints two experiments side by side, writes their page to compare/ in the workspace, and lists all such pages in compare.html. */
export async function reportComparison(paths: readonly [string, string], options: Options): Promise<0 | 1> {
  const [first, second] = paths.map((path) => ({ path, file: givenFile(path, options) })) as [Given, Given]
  return readingWorkspace(options, async (workspace, watch) => {
    const execution = { workers: options.workers, ...watch }
    const a = await sideOf(first, workspace, execution)
    const b = await sideOf(second, workspace, execution)
    const comparison = compareSides(a.side, b.side)
    const page = writeComparison(workspace.folder, [a.name, b.name], comparison)
    process.stdout.write(
      options.json
        ? `${JSON.stringify(comparison, null, 2)}\n`
        : `${compareMarkdown(comparison)}\npage: ${shownPath(page)}\nall comparisons: ${shownPath(join(workspace.folder, 'compare.html'))}\n`,
    )
    return a.code === 1 || b.code === 1 ? 1 : 0
  })
}

type Given = { readonly path: string; readonly file: ExperimentFile }

function sideOf(
  { file, path }: Given,
  workspace: Workspace,
  execution: Execution,
): Promise<{ readonly side: ComparisonSide; readonly name: string; readonly code: 0 | 1 }> {
  return withStoredExperiment({ file, path, workspace, execution, mayIndex: false }, (stored) => ({
    side: comparisonSide(stored),
    name: basename(stored.folder),
    code: listExperimentFailures(stored),
  }))
}
