import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { InputError } from '../../corpus/input-error.js'
import { readExperimentFile } from '../experiment-file.js'
import { openExperiment } from '../open-experiment.js'
import { writeReport } from '../report-folder.js'
import { ResultsStore } from '../results-store.js'
import { experimentHash } from '../run-experiment.js'
import { scoreExperiment, storedGenerators } from '../score-experiment.js'
import { type CommonOptions, inWorkspace, positiveInteger, withCommonOptions } from './common-options.js'
import { listFailures } from './list-failures.js'

type Options = CommonOptions & { readonly workers: number; readonly json: boolean }

export function reportCommand(finish: (code: number) => void): Command {
  return withCommonOptions(new Command('report'))
    .description(
      'measure the stored responses of an experiment again and write its report, without generating',
    )
    .argument('<experiment>', 'experiment file (YAML)')
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
    .option('--json', 'the summary as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift report experiments/budget-curve.yaml\n')
    .action(async (path: string, options: Options) => {
      await inWorkspace(options, async (workspace, watch) => {
        const experiment = await openExperiment(readExperimentFile(path), path, workspace, {
          workers: options.workers,
          ...watch,
        })
        const folder = workspace.experimentFolder(experiment.file.name, experimentHash(experiment))
        const results = join(folder, 'results.db')
        if (!existsSync(results)) {
          throw new InputError(
            `experiment ${experiment.file.name} has no stored results: run 'chartsift run ${path}' first`,
          )
        }
        const store = new ResultsStore(results)
        try {
          const answered = storedGenerators(experiment, store)
          const written = writeReport(experiment, scoreExperiment(experiment, store), answered, store, folder)
          process.stdout.write(
            options.json ? written.summaryJson : `${written.table}\nreport: ${written.html}\n`,
          )
          const responses = store.failures(
            answered.flatMap(({ keys }) => keys),
            experiment.file,
          )
          finish(listFailures({ ...experiment.indexed, responses }))
        } finally {
          store.close()
        }
      })
    })
}
