import { Argument, Command } from 'commander'
import type { Listed, ListOptions } from '../../commands/workspaces/list.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { unsetOption } from '../unset-option.js'

const LISTED: readonly Listed[] = ['strategies', 'measures', 'modifiers', 'experiments', 'instructions']

/** The `list` command. @param finish gets the exit code */
export function listCommand(finish: Finish): Command {
  return withCommonOptions(new Command('list'))
    .description('list available names: strategies, measures, modifiers, experiments, instructions')
    .addArgument(new Argument('<what>', 'what to list').choices(LISTED))
    .argument('[corpus]', 'for instructions: the corpus folder')
    .addOption(
      unsetOption('--ehrs <dir>', 'for instructions: folder with the XML files', 'detected in the corpus'),
    )
    .option('--json', 'print names and descriptions as JSON', false)
    .addHelpText(
      'after',
      '\nExample:\n  chartsift list strategies\n  chartsift list instructions /data/medalign\n',
    )
    .action(async (what: Listed, corpus: string | undefined, options: ListOptions) => {
      const { list } = await import('../../commands/workspaces/list.js')
      finish(await list(what, corpus, options))
    })
}
