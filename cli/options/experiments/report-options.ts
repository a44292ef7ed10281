import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import type { ReportOptions } from '../../commands/experiments/report.js'
import { withCommonOptions, withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { experimentBudget, positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `report` command. @param finish gets the exit code */
export function reportCommand(finish: Finish): Command {
  return withTableOptions(withCommonOptions(new Command('report')))
    .description(
      'measure the stored responses of an experiment again and write its report; no model is asked',
    )
    .argument('[experiment]', "experiment file (YAML); '-' for standard input")
    .option(
      '--with-text',
      'also write report/items.html, with the record text of every instruction, strategy and budget (mode 0600)',
      false,
    )
    .addOption(
      unsetOption(
        '--versus <names>',
        'with --with-text: two strategies to compare; they are shown first',
        'baseline and primary',
      ),
    )
    .addOption(
      unsetOption(
        '--budget <tokens>',
        "with --with-text: budget shown first, a number or 'window'",
        "the primary comparison's",
      ).argParser(experimentBudget),
    )
    .addOption(
      unsetOption('--compare <files...>', 'compare two experiment files instead of reporting one', 'none'),
    )
    .addOption(unsetOption('--out <dir>', "folder in which 'report' is written", "the experiment's"))
    .option(
      '--workers <n>',
      'number of patients to process in parallel',
      positiveInteger,
      availableParallelism(),
    )
    .option('--json', 'print the summary (with --compare, the comparison) as JSON', false)
    .addHelpText('after', HELP)
    .action(async (path: string | undefined, options: ReportOptions) => {
      const { report } = await import('../../commands/experiments/report.js')
      finish(await report(path, options))
    })
}

const HELP = `
With --compare, both experiments must have the same instructions. The comparison is printed as Markdown, and a page per pair is written to compare/ in the workspace; compare.html there lists all pages.

Example:
  chartsift report experiments/budget-curve.yaml
  chartsift report experiments/budget-curve.yaml --with-text --versus recent,hybrid
  chartsift report --compare experiments/sentences.yaml experiments/tokens.yaml
`
