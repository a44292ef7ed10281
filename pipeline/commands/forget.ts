import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { InputError } from '../../corpus/input-error.js'
import { forgetPatient } from '../forget-patient.js'
import { inWorkspace, withCommonOptions } from './common-options.js'

type Options = { readonly workspace: string; readonly quiet: boolean; readonly patient: string }

export function forgetCommand(): Command {
  return withCommonOptions(new Command('forget'))
    .description('delete everything the workspace holds of one patient, indexes and experiments included')
    .requiredOption('--patient <id>', 'whose traces to delete')
    .addHelpText('after', '\nExample:\n  chartsift forget --patient 162642593\n')
    .action(async ({ workspace: folder, patient, quiet }: Options) => {
      if (!existsSync(folder)) throw new InputError(`expected a workspace at ${folder}, found nothing`)
      if (!/^[A-Za-z0-9._-]+$/.test(patient) || /^\.+$/.test(patient)) {
        throw new InputError(`expected a patient id of letters, digits, dots and dashes, found '${patient}'`)
      }
      await inWorkspace(folder, async () => {
        const places = forgetPatient(folder, patient)
        if (places.length === 0)
          throw new InputError(`the workspace ${folder} holds nothing of patient ${patient}`)
        if (!quiet) process.stdout.write(`${places.map((place) => `deleted from ${place}`).join('\n')}\n`)
      })
    })
}
