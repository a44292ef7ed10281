import { Command } from 'commander'
import type { SynthOptions } from '../../commands/corpora/synth.js'
import type { Finish } from '../finish.js'
import { integer, positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `synth` command. @param finish gets the exit code */
export function synthCommand(finish: Finish): Command {
  return new Command('synth')
    .description('write a synthetic cohort in the layout of the MedAlign release; no patient in it is real')
    .option('--patients <n>', 'number of patients', positiveInteger, 8)
    .option('--seed <n>', 'random seed; the same seed gives the same bytes', integer, 7)
    .addOption(
      unsetOption(
        '--instructions <n>',
        'maximum number of instructions per patient',
        'all, 10 to 14',
      ).argParser(positiveInteger),
    )
    .requiredOption('--out <dir>', 'folder to write')
    .addOption(unsetOption('--workspace <dir>', 'ignored; accepted for consistency', 'none'))
    .option('--json', 'print counts as JSON', false)
    .option('--quiet', 'print nothing', false)
    .addHelpText('after', '\nExample:\n  chartsift synth --patients 8 --seed 7 --out demo/cohort\n')
    .action(async (options: SynthOptions) => {
      const { synth } = await import('../../commands/corpora/synth.js')
      finish(await synth(options))
    })
}
