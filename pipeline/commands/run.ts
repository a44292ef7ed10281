import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import type { Execution } from '../execution.js'
import { readExperimentFile } from '../experiment-file.js'
import type { Generator } from '../generators/generator.js'
import { openExperiment, openGenerators } from '../open-experiment.js'
import { writeReport } from '../report-folder.js'
import { type Experiment, runExperiment } from '../run-experiment.js'
import { scoreExperiment, storedGenerators } from '../score-experiment.js'
import type { Workspace } from '../workspace.js'
import { type CommonOptions, inWorkspace, positiveInteger, withCommonOptions } from './common-options.js'
import { listFailures } from './list-failures.js'

type Options = CommonOptions & {
  readonly resume: boolean
  readonly fresh: boolean
  readonly dryRun: boolean
  readonly workers: number
  readonly json: boolean
}

export function runCommand(finish: (code: number) => void): Command {
  return withCommonOptions(new Command('run'))
    .description('run a whole experiment: select, generate, measure, compare, report')
    .argument('<experiment>', 'experiment file (YAML)')
    .option('--resume', 'also ask again for responses that failed (what is done is kept in any case)', false)
    .option('--fresh', 'throw away what an earlier run of this experiment stored', false)
    .option('--dry-run', 'index and say what would be done, without generating', false)
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
    .option('--json', 'the summary as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift run experiments/budget-curve.yaml\n')
    .action(async (path: string, options: Options) => {
      await inWorkspace(options, async (workspace, watch) => {
        const execution = { workers: options.workers, ...watch }
        const file = readExperimentFile(path)
        // Before the index is built: a model that is not there is told at once.
        const generators = options.dryRun ? [] : await openGenerators(file)
        try {
          const experiment = await openExperiment(file, path, workspace, execution)
          if (options.dryRun) process.stdout.write(plan(experiment))
          else await runAndReport(experiment, generators, workspace, options, execution, finish)
        } finally {
          for (const generator of generators) await generator.close()
        }
      })
    })
}

async function runAndReport(
  experiment: Experiment,
  generators: readonly Generator[],
  workspace: Workspace,
  options: Options,
  execution: Execution,
  finish: (code: number) => void,
): Promise<void> {
  const choices = { fresh: options.fresh, retryFailed: options.resume }
  const { folder, store } = await runExperiment(experiment, generators, workspace, choices, execution)
  try {
    const answered = storedGenerators(experiment, store)
    const written = writeReport(experiment, scoreExperiment(experiment, store), answered, folder)
    process.stdout.write(options.json ? written.summaryJson : `${written.table}\nreport: ${written.html}\n`)
    const responses = answered.flatMap(({ key }) => store.failures(key))
    finish(listFailures({ ...experiment.indexed, responses }))
  } finally {
    store.close()
  }
}

function plan({ file, instructions, indexed, generators }: Experiment): string {
  const contexts = instructions.length * file.strategies.length * file.budgets.length
  return [
    `${file.name}: ${instructions.length} instructions of ${indexed.patients.length} patients`,
    `${file.strategies.length} strategies x ${file.budgets.length} budgets: ${contexts} contexts`,
    `${generators.join(', ')}: ${contexts * generators.length} responses at most`,
    `${file.measures.length} measures: ${contexts * generators.length * file.measures.length} values`,
    '',
  ].join('\n')
}
