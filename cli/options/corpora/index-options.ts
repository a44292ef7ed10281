import { Command } from 'commander'
import type { IndexCommandOptions } from '../../commands/corpora/index-command.js'
import { withCommonOptions, withIndexOptions, withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { collect } from '../option-values.js'

/** The `index` command. @param finish gets the exit code */
export function indexCommand(finish: Finish): Command {
  return withTableOptions(withIndexOptions(withCommonOptions(new Command('index'))))
    .description('read a corpus folder and build its index; up-to-date parts of an existing index are kept')
    .argument('<corpus>', 'folder with XML records and tables')
    .option(
      '--verify',
      'check every byte of the existing index and list damaged files; if nothing is damaged, read all records again',
      false,
    )
    .option('--unforget <id>', 'read a forgotten patient again (may be repeated)', collect, [])
    .option('--json', 'print counts as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift index /data/medalign --workers 2\n')
    .action(async (corpus: string, options: IndexCommandOptions) => {
      const { indexAndTell } = await import('../../commands/corpora/index-command.js')
      finish(await indexAndTell(corpus, options))
    })
}
