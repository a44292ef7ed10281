import { Command } from 'commander'
import type { CleanOptions } from '../../commands/workspaces/clean.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { collect } from '../option-values.js'

/** The `clean` command. @param finish gets the exit code */
export function cleanCommand(finish: Finish): Command {
  return withCommonOptions(new Command('clean'))
    .description('list what is no longer needed in the workspace; --yes removes it')
    .option('--yes', 'remove what is listed', false)
    .option(
      '--answers <name>',
      "also include an experiment with its answers and grades (by name or folder), or 'cache/responses.db' (may be repeated)",
      collect,
      [],
    )
    .option('--json', 'print what was found as JSON', false)
    .addHelpText('after', HELP)
    .action(async (options: CleanOptions) => {
      const { clean } = await import('../../commands/workspaces/clean.js')
      finish(await clean(options))
    })
}

const HELP = `
No longer needed are: indexes that no experiment uses and that are not the newest of their corpus, contexts of superseded experiments, indexes of corpora that no longer exist, caches of 'distill', and incomplete files. All of these can be rebuilt. Model answers and grades are kept unless --answers names them.

Example:
  chartsift clean --workspace .chartsift
  chartsift clean --answers old-trial --yes
`
