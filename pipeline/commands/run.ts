import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import { openExperiment } from '../open-experiment.js'
import { writeReport } from '../report-folder.js'
import { runExperiment } from '../run-experiment.js'
import { scoreExperiment } from '../score-experiment.js'
import {
  type CommonOptions,
  inWorkspace,
  positiveInteger,
  progressOf,
  withCommonOptions,
} from './common-options.js'

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
      const stop = new AbortController()
      const onSignal = () => stop.abort()
      process.once('SIGINT', onSignal)
      process.once('SIGTERM', onSignal)
      try {
        await inWorkspace(options.workspace, async (workspace) => {
          const progress = progressOf(options)
          const experiment = await openExperiment(path, workspace, options.workers, progress)
          if (options.dryRun) {
            process.stdout.write(plan(experiment))
            return
          }
          const choices = { fresh: options.fresh, retryFailed: options.resume }
          const { folder, store } = await runExperiment(experiment, workspace, choices, progress, stop.signal)
          try {
            const written = writeReport(experiment, scoreExperiment(experiment, store), folder)
            process.stdout.write(
              options.json ? written.summaryJson : `${written.table}\nreport: ${written.html}\n`,
            )
            const failures = experiment.generators.flatMap((generator) => store.failures(generator.name))
            for (const { reason, count } of failures) progress.note(`${count} responses failed: ${reason}`)
            for (const { patientId, reason } of experiment.indexed.failed) {
              progress.note(`failed: patient ${patientId}: ${reason}`)
            }
            if (failures.length + experiment.indexed.failed.length > 0) finish(1)
          } finally {
            store.close()
            for (const generator of experiment.generators) await generator.close()
          }
        })
      } finally {
        process.off('SIGINT', onSignal)
        process.off('SIGTERM', onSignal)
      }
    })
}

function plan({
  file,
  instructions,
  indexed,
  generators,
}: Awaited<ReturnType<typeof openExperiment>>): string {
  const contexts = instructions.length * file.strategies.length * file.budgets.length
  return [
    `${file.name}: ${instructions.length} instructions of ${indexed.patients.length} patients`,
    `${file.strategies.length} strategies x ${file.budgets.length} budgets: ${contexts} contexts`,
    `${generators.map(({ name }) => name).join(', ')}: ${contexts * generators.length} responses at most`,
    `${file.measures.length} measures: ${contexts * generators.length * file.measures.length} values`,
    '',
  ].join('\n')
}
