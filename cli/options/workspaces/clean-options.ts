import { Command } from 'commander'
import type { CleanOptions } from '../../commands/workspaces/clean.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { collect } from '../option-values.js'

export function cleanCommand(finish: Finish): Command {
  return withCommonOptions(new Command('clean'))
    .description('say what nothing in the workspace needs, and with --yes remove it')
    .option('--yes', 'remove it', false)
    .option(
      '--answers <name>',
      "also an experiment with its answers and grades, by name or folder, or 'cache/responses.db' (may be repeated)",
      collect,
      [],
    )
    .option('--json', 'what was found as JSON', false)
    .addHelpText('after', HELP)
    .action(async (options: CleanOptions) => {
      const { clean } = await import('../../commands/workspaces/clean.js')
      finish(await clean(options))
    })
}

const HELP = `
That is: indexes that no experiment names and that are not the last of their corpus, contexts of superseded experiments, indexes of corpora that are gone, caches of 'distill', half-written files. All of it can be made again. Answers and grades of models stay, unless --answers names them.

Example:
  chartsift clean --workspace .chartsift
  chartsift clean --answers old-trial --yes
`
