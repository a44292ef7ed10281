import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import type { RunCommandOptions } from '../../commands/experiments/run.js'
import { withCommonOptions, withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { collect, positiveInteger, toleranceOf } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

export function runCommand(finish: Finish): Command {
  return withTableOptions(withCommonOptions(new Command('run')))
    .description('run a whole experiment: select, generate, measure, compare, report')
    .argument('<experiment>', "experiment file (YAML); '-' for standard input")
    .option(
      '--resume',
      'also ask again for what failed and may come out otherwise (what is done is kept in any case)',
      false,
    )
    .option('--fresh', 'throw away what an earlier run of this experiment stored', false)
    .option('--dry-run', 'index and say what would be done: calls, tokens, time; nothing is sent', false)
    .option(
      '--repeat <n>',
      'answers of each cell by each model, every one with a seed of its own',
      positiveInteger,
      1,
    )
    .addOption(
      unsetOption(
        '--max-failed <n>',
        "how much may fail and the exit code still be 0: '1%' of the records, instructions, contexts, answers and grades each, or a number of each",
        "the file's maxFailed, else 0",
      ).argParser(toleranceOf),
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
    .action(async (path: string, options: RunCommandOptions) => {
      const { run } = await import('../../commands/experiments/run.js')
      finish(await run(path, options))
    })
}
