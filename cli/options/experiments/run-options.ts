import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import type { RunCommandOptions } from '../../commands/experiments/run.js'
import { withCommonOptions, withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { collect, positiveInteger, toleranceOf } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `run` command. @param finish gets the exit code */
export function runCommand(finish: Finish): Command {
  return withTableOptions(withCommonOptions(new Command('run')))
    .description('run a whole experiment: select, generate, measure, compare, report')
    .argument('<experiment>', "experiment file (YAML); '-' for standard input")
    .option(
      '--resume',
      'also retry failed items that may succeed now (finished items are always kept)',
      false,
    )
    .option('--fresh', 'discard what earlier runs of this experiment stored', false)
    .option(
      '--dry-run',
      'index and print the planned calls, tokens and time; nothing is sent to a model',
      false,
    )
    .option(
      '--repeat <n>',
      'number of answers per cell and model, each with its own seed',
      positiveInteger,
      1,
    )
    .addOption(
      unsetOption(
        '--plan <file>',
        "plan to seal before the first answer, from 'chartsift plan'",
        'EXPERIMENT.plan.json next to the experiment file, if it exists',
      ),
    )
    .addOption(
      unsetOption(
        '--max-failed <n>',
        "how many failures still give exit code 0: a percentage ('1%') of the records, instructions, contexts, answers and grades each, or a number of each",
        'maxFailed in the file, otherwise 0',
      ).argParser(toleranceOf),
    )
    .option(
      '--allow-host <host>',
      'a model server outside the private address ranges that may receive records (may be repeated)',
      collect,
      [],
    )
    .option(
      '--workers <n>',
      'number of patients to process in parallel',
      positiveInteger,
      availableParallelism(),
    )
    .option('--json', 'print the summary as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift run experiments/budget-curve.yaml\n')
    .action(async (path: string, options: RunCommandOptions) => {
      const { run } = await import('../../commands/experiments/run.js')
      finish(await run(path, options))
    })
}
