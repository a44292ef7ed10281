import { Command } from 'commander'
import { type CommonOptions, withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'

export type ForgetOptions = CommonOptions & { readonly patient: string; readonly json: boolean }

export function forgetCommand(finish: Finish): Command {
  return withCommonOptions(new Command('forget'))
    .description('delete everything the workspace holds of one patient, indexes and experiments included')
    .requiredOption('--patient <id>', 'whose traces to delete')
    .option('--json', 'what was deleted as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift forget --patient 162642593\n')
    .action(async (options: ForgetOptions) => {
      const { forget } = await import('../../commands/forget.js')
      finish(await forget(options))
    })
}
