import { Command } from 'commander'
import type { IndexCommandOptions } from '../../commands/corpora/index-command.js'
import { withCommonOptions, withIndexOptions, withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { collect } from '../option-values.js'

export function indexCommand(finish: Finish): Command {
  return withTableOptions(withIndexOptions(withCommonOptions(new Command('index'))))
    .description('read a corpus folder and build its index; what is there and still true is kept')
    .argument('<corpus>', 'folder with XML records and tables')
    .option(
      '--verify',
      'look at every byte of what is there and name what is damaged; without damage, read everything again',
      false,
    )
    .option('--unforget <id>', 'read a patient again that was forgotten (may be repeated)', collect, [])
    .option('--json', 'counts as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift index /data/medalign --workers 2\n')
    .action(async (corpus: string, options: IndexCommandOptions) => {
      const { indexAndTell } = await import('../../commands/corpora/index-command.js')
      finish(await indexAndTell(corpus, options))
    })
}
