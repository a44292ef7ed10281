import { Command } from 'commander'
import type { ExperimentsOptions } from '../../commands/workspaces/experiments.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'

/** The `experiments` command. @param finish gets the exit code */
export function experimentsCommand(finish: Finish): Command {
  return withCommonOptions(new Command('experiments'))
    .description('list the experiments of a workspace with state, size and age, newest first')
    .option('--json', 'print the list as JSON', false)
    .addHelpText('after', HELP)
    .action(async (options: ExperimentsOptions) => {
      const { experiments } = await import('../../commands/workspaces/experiments.js')
      finish(await experiments(options))
    })
}

const HELP = `
'superseded' means that a newer experiment was made from the same file after the corpus, the index, the prompt, the counter or chartsift changed.

Example:
  chartsift experiments --json
`
