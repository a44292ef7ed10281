import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import type { ScoreOptions } from '../../commands/experiments/score.js'
import { withCommonOptions, withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { nameList, positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `score` command. @param finish gets the exit code */
export function scoreCommand(finish: Finish): Command {
  return withTableOptions(withCommonOptions(new Command('score')))
    .description('add measures of the stored responses to the report; no model is asked')
    .argument('<experiment>', "experiment file (YAML); '-' for standard input")
    .requiredOption(
      '--measures <names>',
      'comma-separated, in addition to those in the file; see `chartsift list measures`',
      nameList,
    )
    .addOption(unsetOption('--out <dir>', "folder in which 'report' is written", "the experiment's"))
    .option(
      '--workers <n>',
      'number of patients to process in parallel',
      positiveInteger,
      availableParallelism(),
    )
    .option('--json', 'print the summary as JSON', false)
    .addHelpText('after', HELP)
    .action(async (path: string, options: ScoreOptions) => {
      const { score } = await import('../../commands/experiments/score.js')
      finish(await score(path, options))
    })
}

const HELP = `
Uses the contexts and responses that 'run' stored. The report keeps the measures of the file and those added before. A measure that cannot be computed here is rejected with the reason. 'run --fresh' drops added measures.

Example:
  chartsift score experiments/budget-curve.yaml --measures token-f1,rouge-l
`
