import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import type { Execution } from '../execution.js'
import type { Experiment } from '../experiment.js'
import { readExperimentFile } from '../experiment-file.js'
import { gradeResponses } from '../judge/grade-responses.js'
import type { OpenedJury } from '../judge/jury.js'
import { gradeFailures } from '../judge/jury-grades.js'
import { openJury } from '../judge/open-jury.js'
import { openExperiment, placeOf } from '../open-experiment.js'
import { type GeneratorChoices, type OpenedGenerators, openGenerators } from '../open-generators.js'
import { planText } from '../plan-text.js'
import { writeReport } from '../report-folder.js'
import { runExperiment } from '../run-experiment.js'
import { scoreExperiment, storedGenerators } from '../score-experiment.js'
import type { Workspace } from '../workspace.js'
import {
  type CommonOptions,
  collect,
  inWorkspace,
  positiveInteger,
  type Watch,
  withCommonOptions,
} from './common-options.js'
import { listFailures } from './list-failures.js'

type Options = CommonOptions & {
  readonly resume: boolean
  readonly fresh: boolean
  readonly dryRun: boolean
  readonly repeat: number
  readonly allowHost: string[]
  readonly workers: number
  readonly json: boolean
}

export function runCommand(finish: (code: number) => void): Command {
  return withCommonOptions(new Command('run'))
    .description('run a whole experiment: select, generate, measure, compare, report')
    .argument('<experiment>', 'experiment file (YAML)')
    .option('--resume', 'also ask again for responses that failed (what is done is kept in any case)', false)
    .option('--fresh', 'throw away what an earlier run of this experiment stored', false)
    .option('--dry-run', 'index and say what would be done: calls, tokens, time; nothing is sent', false)
    .option(
      '--repeat <n>',
      'answers of each cell by each model, every one with a seed of its own',
      positiveInteger,
      1,
    )
    .option(
      '--allow-host <host>',
      'a model server outside the private ranges that may see records',
      collect,
      [],
    )
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
    .option('--json', 'the summary as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift run experiments/budget-curve.yaml\n')
    .action(async (path: string, options: Options) => {
      await inWorkspace(options, async (workspace, watch) => {
        const execution = { workers: options.workers, ...watch }
        const file = readExperimentFile(path)
        if (options.dryRun) {
          const experiment = await openExperiment(file, path, workspace, execution)
          process.stdout.write(planText(experiment, workspace, options.repeat))
          return
        }
        const choices = choicesOf(options, path, watch)
        // Before the index is built: a model that is not there is told at once. Judges first, since a server keeps the
        // model that was asked last.
        const jury = await openJury(file, workspace, choices, watch.signal)
        try {
          const opened = await openGenerators(file, workspace, choices, watch.signal)
          try {
            const experiment = await openExperiment(file, path, workspace, execution)
            await runAndReport(experiment, { ...opened, jury }, workspace, options, execution, finish)
          } finally {
            await opened.close()
          }
        } finally {
          await jury.close()
        }
      })
    })
}

async function runAndReport(
  experiment: Experiment,
  { generators, asker, jury }: OpenedGenerators & { readonly jury: OpenedJury },
  workspace: Workspace,
  options: Options,
  execution: Execution,
  finish: (code: number) => void,
): Promise<void> {
  const choices = { fresh: options.fresh, retryFailed: options.resume }
  const { folder, store } = await runExperiment(experiment, generators, asker, workspace, choices, execution)
  try {
    await gradeResponses(experiment, jury.judges, store, options.resume, execution)
    const answered = storedGenerators(experiment, store)
    const written = writeReport(experiment, scoreExperiment(experiment, store), answered, store, folder)
    process.stdout.write(options.json ? written.summaryJson : `${written.table}\nreport: ${written.html}\n`)
    const responses = store.failures(
      answered.flatMap(({ keys }) => keys),
      experiment.file,
    )
    const ungraded = gradeFailures(experiment.file, store)
    finish(listFailures({ ...experiment.indexed, responses: [...responses, ...ungraded] }))
  } finally {
    store.close()
  }
}

function choicesOf(
  { allowHost, repeat, fresh }: Options,
  path: string,
  { progress }: Watch,
): GeneratorChoices {
  return {
    allowHosts: allowHost,
    repeats: repeat,
    readsCache: !fresh,
    placeOf: (folder) => placeOf('tokenizer', folder, path),
    tell: (message) => progress.note(message),
  }
}
