import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import { InputError } from '../../corpus/input-error.js'
import { measures } from '../../eval/measures.js'
import { isMeasure } from '../experiment-checks.js'
import { type ExperimentFile, readExperimentFile } from '../experiment-file.js'
import { writeReport } from '../report-folder.js'
import { scoreExperiment } from '../score-experiment.js'
import { failuresOf, withStoredExperiment } from '../stored-experiment.js'
import { systemReason } from '../system-error.js'
import { type CommonOptions, inWorkspace, positiveInteger, withCommonOptions } from './common-options.js'
import { listFailures } from './list-failures.js'

type Options = CommonOptions & {
  readonly measures: string[]
  readonly out?: string
  readonly workers: number
  readonly json: boolean
}

export function scoreCommand(finish: (code: number) => void): Command {
  return withCommonOptions(new Command('score'))
    .description('measure stored responses with other measures and write the report anew, without generating')
    .argument('<experiment>', 'experiment file (YAML)')
    .requiredOption(
      '--measures <names>',
      "comma-separated, instead of the file's; --help names all",
      measureList,
    )
    .option('--out <dir>', "folder that 'report' is written into; the experiment's where not given")
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
    .option('--json', 'the summary as JSON', false)
    .addHelpText('after', HELP)
    .action(async (path: string, options: Options) => {
      const { out } = options
      const file = withMeasures(readExperimentFile(path), options.measures)
      if (out !== undefined) makeFolder(out)
      await inWorkspace(options, (workspace, watch) =>
        withStoredExperiment(file, path, workspace, { workers: options.workers, ...watch }, (stored) => {
          const { experiment, answered, store, folder } = stored
          const rows = scoreExperiment(experiment, store)
          const written = writeReport(experiment, rows, answered, store, out ?? folder)
          process.stdout.write(
            options.json ? written.summaryJson : `${written.table}\nreport: ${written.html}\n`,
          )
          finish(listFailures(failuresOf(stored)))
        }),
      )
    })
}

const HELP = `
Contexts and responses are those that 'run' stored; no model server is asked. Where the primary comparison's measure is not
among the measures, the report has none.

Measures: ${Object.keys(measures).join(', ')}

Example:
  chartsift score experiments/budget-curve.yaml --measures token-f1,rouge-l
`

function measureList(text: string): string[] {
  const names = [...new Set(text.split(',').map((part) => part.trim()))]
  for (const name of names) {
    if (!isMeasure(name)) {
      throw new InvalidArgumentError(
        `unknown measure '${name}'; known are ${Object.keys(measures).join(', ')}.`,
      )
    }
  }
  return names
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
