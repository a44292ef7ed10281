import { Command, InvalidArgumentError } from 'commander'
import type { PlanOptions } from '../../commands/experiments/plan.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { unsetOption } from '../unset-option.js'

/** The `plan` command. @param finish gets the exit code */
export function planCommand(finish: Finish): Command {
  return withCommonOptions(new Command('plan'))
    .description('declare the comparisons of an experiment before its first answer')
    .argument('<experiment>', "experiment file (YAML); '-' for standard input")
    .addOption(
      unsetOption(
        '--sd <points>',
        'expected standard deviation of the paired differences, in points of 100',
        '40',
      ).argParser(points),
    )
    .addOption(
      unsetOption(
        '--icc <x>',
        'expected intraclass correlation of the differences within a patient, from 0 to 1',
        '0.1',
      ).argParser(correlation),
    )
    .addOption(
      unsetOption(
        '--from <experiment>',
        'experiment file of an earlier run: take both from the differences of its primary comparison',
        'none',
      ),
    )
    .addOption(
      unsetOption(
        '--difference <points>',
        'smallest difference of interest, to say how many patients would show it',
        'the margin of the primary comparison, if it has one',
      ).argParser(points),
    )
    .addOption(
      unsetOption(
        '--out <file>',
        "file to write; '-' for standard output",
        'EXPERIMENT.plan.json next to the experiment file',
      ),
    )
    .option('--json', 'print the plan as JSON', false)
    .addHelpText('after', HELP)
    .action(async (path: string, options: PlanOptions) => {
      const { plan } = await import('../../commands/experiments/plan.js')
      finish(await plan(path, options))
    })
}

const HELP = `
'chartsift run' seals the plan with the time before the first answer, and refuses a plan of another experiment file. The report says when the comparison was declared, and what was changed since. No record is read and nothing is sent.

Example:
  chartsift plan experiments/budget-curve.yaml
  chartsift plan mine.yaml --sd 35 --icc 0.2 --difference 5
`

function points(text: string): number {
  const value = numberOf(text)
  if (!(value > 0 && value <= 100)) throw new InvalidArgumentError('expected points, above 0 and up to 100.')
  return value
}

function correlation(text: string): number {
  const value = numberOf(text)
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('expected a number from 0 to 1.')
  return value
}

function numberOf(text: string): number {
  return /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
}
