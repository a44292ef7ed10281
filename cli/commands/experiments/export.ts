import { statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { valuesCsv, valuesJsonl } from '../../../eval/report/report-files.js'
import { latexTables } from '../../../eval/report/tables/latex-table.js'
import { markdownTables } from '../../../eval/report/tables/markdown-table.js'
import type { ExperimentRequest } from '../../../pipeline/experiment/open-experiment.js'
import { rememberOutside } from '../../../pipeline/forgetting/written-outside.js'
import { withStoredExperiment } from '../../../pipeline/opened/open-stored.js'
import type { StoredExperiment } from '../../../pipeline/opened/stored-experiment.js'
import { writeTrec } from '../../../pipeline/report/export/export-folder.js'
import { reportOf } from '../../../pipeline/report/report-folder.js'
import { scoreExperiment } from '../../../pipeline/score/score-experiment.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import { openOutput } from '../../output/output-file.js'
import type { CommonOptions } from '../command-options.js'
import { readingWorkspace, type Watch } from '../in-workspace.js'
import { givenFile } from './given-file.js'
import { listExperimentFailures } from './list-experiment-failures.js'

/** Options of `chartsift export`. */
export type ExportOptions = CommonOptions & {
  readonly format: 'csv' | 'jsonl' | 'markdown' | 'latex' | 'trec' | 'paper'
  readonly out?: string
  readonly workers: number
}

/** Names of the files that are written if --out names a folder. */
const FILE_NAMES = {
  csv: 'values.csv',
  jsonl: 'values.jsonl',
  markdown: 'tables.md',
  latex: 'tables.tex',
} as const

type TextFormat = keyof typeof FILE_NAMES

/** What the formats of several files write. */
const FOLDERS = { trec: 'TREC files', paper: 'paper kit' } as const

type FolderFormat = keyof typeof FOLDERS

async function exportText(path: string, options: ExportOptions): Promise<number> {
  const format = options.format as TextFormat
  const place = fileOf(options.out, format)
  const out = await openOutput(place)
  try {
    const code = await readingWorkspace(
      options,
      (workspace, watch) =>
        withStoredExperiment(requestOf(path, options, { workspace, watch }), async (stored) => {
          await out.write(exportedText(stored, format))
          return listExperimentFailures(stored)
        }),
      'stopped',
    )
    await out.keep()
    if (place !== null) rememberOutside(options.workspace, place)
    return code
  } catch (error) {
    await out.discard()
    throw error
  }
}

/** Formats of several files. @returns the folder that they go into */
function folderOf({ format, out }: ExportOptions): string {
  if (out === undefined)
    throw new InputError(`--format ${format} writes several files: name a folder with --out`)
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new InputError(
      `expected a folder for the ${FOLDERS[format as FolderFormat]}, found a file at ${out}`,
    )
  return out
}

async function exportTrec(path: string, options: ExportOptions): Promise<number> {
  const out = folderOf(options)
  return readingWorkspace(
    options,
    (workspace, watch) =>
      withStoredExperiment(requestOf(path, options, { workspace, watch }), (stored) => {
        const { files, nameless } = writeTrec(stored, out)
        rememberOutside(workspace.folder, out)
        if (nameless > 0)
          watch.progress.note(
            `${nameless} contexts name no passages: the run files have no lines for their queries`,
          )
        if (stored.experiment.indexed.goldSource === 'none')
          watch.progress.note('the corpus has no relevance judgments: no qrels file is written')
        listFiles(files)
        return listExperimentFailures(stored)
      }),
    'stopped',
  )
}

async function exportPaper(path: string, options: ExportOptions): Promise<number> {
  const out = folderOf(options)
  const { writePaper } = await import('../../../pipeline/report/paper/write-paper.js')
  return readingWorkspace(
    options,
    (workspace, watch) =>
      withStoredExperiment(requestOf(path, options, { workspace, watch }), async (stored) => {
        listFiles(await writePaper(stored, out, watch))
        rememberOutside(workspace.folder, out)
        return listExperimentFailures(stored)
      }),
    'stopped',
  )
}

function listFiles(files: readonly string[]): void {
  process.stdout.write(files.map((file) => `${file}\n`).join(''))
}

function requestOf(
  path: string,
  options: ExportOptions,
  { workspace, watch }: { readonly workspace: Workspace; readonly watch: Watch },
): ExperimentRequest {
  const execution = { workers: options.workers, ...watch }
  return { file: givenFile(path, options), path, workspace, execution, mayIndex: false }
}

function exportedText(stored: StoredExperiment, format: TextFormat): string {
  const rows = scoreExperiment(stored)
  if (format === 'csv') return valuesCsv(rows)
  if (format === 'jsonl') return valuesJsonl(rows)
  const { summary, provenance, cautions } = reportOf(stored, rows)
  const tables = format === 'latex' ? latexTables : markdownTables
  return tables(summary, provenance, cautions)
}

function fileOf(out: string | undefined, format: TextFormat): string | null {
  if (out === undefined) return null
  return statSync(out, { throwIfNoEntry: false })?.isDirectory() ? join(out, FILE_NAMES[format]) : out
}

/** Writes the values, tables, runs or paper kit of an experiment. @returns the exit code */
export async function exportExperiment(path: string, options: ExportOptions): Promise<number> {
  if (options.format === 'trec') return exportTrec(path, options)
  return options.format === 'paper' ? exportPaper(path, options) : exportText(path, options)
}
