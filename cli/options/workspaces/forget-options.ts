import { Command } from 'commander'
import type { ForgetOptions } from '../../commands/workspaces/forget.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'

/** The `forget` command. @param finish gets the exit code */
export function forgetCommand(finish: Finish): Command {
  return withCommonOptions(new Command('forget'))
    .description('delete everything about one patient from the workspace')
    .requiredOption('--patient <id>', 'id of the patient')
    .option('--dry-run', 'list what would be deleted; delete nothing', false)
    .option('--yes', 'delete without confirmation; required if there is no terminal', false)
    .option('--json', 'print what was deleted as JSON', false)
    .addHelpText('after', HELP)
    .action(async (options: ForgetOptions) => {
      const { forget } = await import('../../commands/workspaces/forget.js')
      finish(await forget(options))
    })
}

const HELP = `
Lists what it found and asks for confirmation. Data of other patients is kept, and reports are rewritten without this patient. Files that chartsift wrote outside the workspace (--out) are listed but not changed. The record in the corpus is not deleted; 'index' skips it until 'index --unforget ID'.

Example:
  chartsift forget --patient 162642593 --dry-run
`
