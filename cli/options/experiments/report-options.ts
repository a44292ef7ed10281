import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import type { ReportOptions } from '../../commands/experiments/report.js'
import { withCommonOptions, withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

export function reportCommand(finish: Finish): Command {
  return withTableOptions(withCommonOptions(new Command('report')))
    .description(
      'measure the stored responses of an experiment again and write its report, without generating',
    )
    .argument('[experiment]', "experiment file (YAML); '-' for standard input")
    .option(
      '--with-text',
      'also report/items.html: every instruction with its record text, every strategy and budget (0600)',
      false,
    )
    .addOption(
      unsetOption(
        '--versus <names>',
        'with --with-text: two strategies to compare and to show first',
        'baseline and primary',
      ),
    )
    .addOption(
      unsetOption(
        '--budget <tokens>',
        'with --with-text: the budget to show first',
        "the primary comparison's",
      ).argParser(positiveInteger),
    )
    .addOption(
      unsetOption('--compare <files...>', 'two experiment files, side by side, instead of one', 'none'),
    )
    .addOption(unsetOption('--out <dir>', "folder that 'report' is written into", "the experiment's"))
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
    .option('--json', 'the summary, or with --compare the comparison, as JSON', false)
    .addHelpText('after', HELP)
    .action(async (path: string | undefined, options: ReportOptions) => {
      const { report } = await import('../../commands/experiments/report.js')
      finish(await report(path, options))
    })
}

const HELP = `
--compare wants the same instructions in both files. It prints Markdown and writes a page per pair below compare/ in the workspace; compare.html there lists all of them.

Example:
  chartsift report experiments/budget-curve.yaml
  chartsift report experiments/budget-curve.yaml --with-text --versus recent,hybrid
  chartsift report --compare experiments/sentences.yaml experiments/tokens.yaml
`
