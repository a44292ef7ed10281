import { Command } from 'commander'
import type { ForgetOptions } from '../../commands/workspaces/forget.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'

export function forgetCommand(finish: Finish): Command {
  return withCommonOptions(new Command('forget'))
    .description('delete everything the workspace holds of one patient, and nothing of the others')
    .requiredOption('--patient <id>', 'whose traces to delete')
    .option('--dry-run', 'say what would be deleted, and delete nothing', false)
    .option('--yes', 'delete without asking; needed where nobody can be asked', false)
    .option('--json', 'what was deleted as JSON', false)
    .addHelpText('after', HELP)
    .action(async (options: ForgetOptions) => {
      const { forget } = await import('../../commands/workspaces/forget.js')
      finish(await forget(options))
    })
}

const HELP = `
It says what it found and asks. Reports are written again from what is left. Files that chartsift wrote outside the workspace (--out) are named and not touched. The record in the corpus stays; 'index' passes it over, until 'index --unforget ID'.

Example:
  chartsift forget --patient 162642593 --dry-run
`
