import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import type { ScoreOptions } from '../../commands/experiments/score.js'
import { withCommonOptions, withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { nameList, positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

export function scoreCommand(finish: Finish): Command {
  return withTableOptions(withCommonOptions(new Command('score')))
    .description('add measures of the stored responses to the report, without generating')
    .argument('<experiment>', "experiment file (YAML); '-' for standard input")
    .requiredOption(
      '--measures <names>',
      "comma-separated, besides the file's; `chartsift list measures` names all",
      nameList,
    )
    .addOption(unsetOption('--out <dir>', "folder that 'report' is written into", "the experiment's"))
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
    .option('--json', 'the summary as JSON', false)
    .addHelpText('after', HELP)
    .action(async (path: string, options: ScoreOptions) => {
      const { score } = await import('../../commands/experiments/score.js')
      finish(await score(path, options))
    })
}

const HELP = `
Contexts and responses are those that 'run' stored; no model server is asked. The report keeps what it has: the file's measures and those added before. A measure that cannot be had here is refused with the reason. 'run --fresh' drops what was added.

Example:
  chartsift score experiments/budget-curve.yaml --measures token-f1,rouge-l
`
