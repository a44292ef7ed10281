import { Command } from 'commander'
import type { SynthOptions } from '../../commands/corpora/synth.js'
import type { Finish } from '../finish.js'
import { integer, positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

export function synthCommand(finish: Finish): Command {
  return new Command('synth')
    .description("write a synthetic cohort in MedAlign's release layout; nobody in it exists")
    .option('--patients <n>', 'how many patients', positiveInteger, 8)
    .option('--seed <n>', 'the same seed gives the same bytes', integer, 7)
    .addOption(
      unsetOption('--instructions <n>', 'of each patient, at most', 'all, 10 to 14').argParser(
        positiveInteger,
      ),
    )
    .requiredOption('--out <dir>', 'folder to write')
    .addOption(
      unsetOption('--workspace <dir>', 'not used here; taken so that every command takes it', 'none'),
    )
    .option('--json', 'counts as JSON', false)
    .option('--quiet', 'print nothing', false)
    .addHelpText('after', '\nExample:\n  chartsift synth --patients 8 --seed 7 --out demo/cohort\n')
    .action(async (options: SynthOptions) => {
      const { synth } = await import('../../commands/corpora/synth.js')
      finish(await synth(options))
    })
}
