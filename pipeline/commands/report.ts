import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import { InputError } from '../../corpus/input-error.js'
import { type DrillDownChoice, drillDownChoice } from '../drill-down-choice.js'
import { writeDrillDown } from '../drill-down-files.js'
import { type ExperimentFile, readExperimentFile } from '../experiment-file.js'
import { shownPath, writeReport } from '../report-folder.js'
import { scoreExperiment } from '../score-experiment.js'
import { failuresOf, withStoredExperiment } from '../stored-experiment.js'
import { type CommonOptions, inWorkspace, positiveInteger, withCommonOptions } from './common-options.js'
import { listFailures } from './list-failures.js'
import { reportComparison } from './report-comparison.js'

type Options = CommonOptions & {
  readonly workers: number
  readonly json: boolean
  readonly withText: boolean
  readonly versus?: string
  readonly budget?: number
  readonly compare?: string[]
}

export function reportCommand(finish: (code: number) => void): Command {
  return withCommonOptions(new Command('report'))
    .description(
      'measure the stored responses of an experiment again and write its report, without generating',
    )
    .argument('[experiment]', 'experiment file (YAML)')
    .option('--with-text', 'also report/items.html: every item with its record text (0600)', false)
    .option(
      '--versus <names>',
      'with --with-text: two strategies whose contexts stand side by side; baseline and primary where not given',
    )
    .option(
      '--budget <tokens>',
      "with --with-text: of which budget; the primary comparison's where not given",
      positiveInteger,
    )
    .option('--compare <files...>', 'two experiment files, side by side, instead of one')
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
    .option('--json', 'the summary, or with --compare the comparison, as JSON', false)
    .addHelpText('after', HELP)
    .action(async (path: string | undefined, options: Options) => {
      const { compare, withText } = options
      if (!withText && (options.versus !== undefined || options.budget !== undefined))
        throw new InputError('--versus and --budget choose what --with-text shows: add --with-text')
      if (compare !== undefined) {
        if (path !== undefined || compare.length !== 2)
          throw new InputError('--compare: expected two experiment files behind it and none before it')
        if (withText) throw new InputError('--compare shows no text: leave --with-text out')
        finish(await reportComparison([compare[0]!, compare[1]!], options))
      } else {
        if (path === undefined) throw new InputError('expected an experiment file, or two behind --compare')
        finish(await reportOne(path, options))
      }
    })
}

const HELP = `
--compare wants the same instructions in both files. It prints Markdown and writes compare.html into the workspace.

Example:
  chartsift report experiments/budget-curve.yaml
  chartsift report experiments/budget-curve.yaml --with-text --versus recent,hybrid
  chartsift report --compare experiments/sentences.yaml experiments/tokens.yaml
`

async function reportOne(path: string, options: Options): Promise<0 | 1> {
  const file = readExperimentFile(path)
  // Before the index is built: a slip in an option is told at once.
  const choice = options.withText ? choiceOf(file, options) : null
  return inWorkspace(options, (workspace, watch) => {
    const execution = { workers: options.workers, ...watch }
    return withStoredExperiment(file, path, workspace, execution, async (stored) => {
      const { experiment, answered, store, folder } = stored
      const rows = scoreExperiment(experiment, store)
      const written = writeReport(experiment, rows, answered, store, folder)
      const items = choice === null ? null : await writeDrillDown(stored, rows, choice, execution)
      process.stdout.write(
        options.json
          ? written.summaryJson
          : `${written.table}\nreport: ${written.html}\n${items === null ? '' : `items, with record text: ${shownPath(items)}\n`}`,
      )
      return listFailures(failuresOf(stored))
    })
  })
}

function choiceOf(file: ExperimentFile, { versus, budget }: Options): DrillDownChoice {
  const names = versus === undefined ? null : versus.split(',').map((name) => name.trim())
  return drillDownChoice(file, names, budget ?? null)
}
