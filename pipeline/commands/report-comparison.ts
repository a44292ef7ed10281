import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareHtml } from '../../eval/compare-html.js'
import { compareMarkdown } from '../../eval/compare-markdown.js'
import { writeAtomically } from '../../indexes/write-atomically.js'
import type { CommonOptions } from '../command-line/common-options.js'
import { type ComparisonSide, compareSides, comparisonSide } from '../compare-experiments.js'
import type { Execution } from '../execution.js'
import { type ExperimentFile, readExperimentFile } from '../experiment-file.js'
import { shownPath } from '../report-folder.js'
import { failuresOf, withStoredExperiment } from '../stored-experiment.js'
import type { Workspace } from '../workspace.js'
import { readingWorkspace } from './in-workspace.js'
import { listFailures } from './list-failures.js'

type Options = CommonOptions & { readonly workers: number; readonly json: boolean }

/** What `report --compare` does: prints two experiments side by side and writes compare.html into the workspace. */
export async function reportComparison(paths: readonly [string, string], options: Options): Promise<0 | 1> {
  const [first, second] = paths.map((path) => ({ path, file: readExperimentFile(path) })) as [Given, Given]
  return readingWorkspace(options, async (workspace, watch) => {
    const execution = { workers: options.workers, ...watch }
    const a = await sideOf(first, workspace, execution)
    const b = await sideOf(second, workspace, execution)
    const comparison = compareSides(a.side, b.side)
    const page = join(workspace.folder, 'compare.html')
    writeAtomically(page, (temporary) => writeFileSync(temporary, compareHtml(comparison), { mode: 0o600 }))
    process.stdout.write(
      options.json
        ? `${JSON.stringify(comparison, null, 2)}\n`
        : `${compareMarkdown(comparison)}\npage: ${shownPath(page)}\n`,
    )
    return a.code === 1 || b.code === 1 ? 1 : 0
  })
}

type Given = { readonly path: string; readonly file: ExperimentFile }

function sideOf(
  { file, path }: Given,
  workspace: Workspace,
  execution: Execution,
): Promise<{ readonly side: ComparisonSide; readonly code: 0 | 1 }> {
  return withStoredExperiment(file, path, workspace, execution, (stored) => ({
    side: comparisonSide(stored),
    code: listFailures(failuresOf(stored)),
  }))
}
