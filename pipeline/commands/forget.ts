import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { InputError } from '../../corpus/input-error.js'
import { forgetPatient } from '../forget-patient.js'
import { type CommonOptions, inWorkspace, withCommonOptions } from './common-options.js'

type Options = CommonOptions & { readonly patient: string; readonly json: boolean }

export function forgetCommand(): Command {
  return withCommonOptions(new Command('forget'))
    .description('delete everything the workspace holds of one patient, indexes and experiments included')
    .requiredOption('--patient <id>', 'whose traces to delete')
    .option('--json', 'what was deleted as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift forget --patient 162642593\n')
    .action(async (options: Options) => {
      const { workspace: folder, patient, quiet, json } = options
      if (!existsSync(folder)) throw new InputError(`expected a workspace at ${folder}, found nothing`)
      if (!/^[A-Za-z0-9._-]+$/.test(patient) || /^\.+$/.test(patient)) {
        throw new InputError(`expected a patient id of letters, digits, dots and dashes, found '${patient}'`)
      }
      await inWorkspace(options, async () => {
        const deleted = forgetPatient(folder, patient)
        if (deleted.length === 0)
          throw new InputError(`the workspace ${folder} holds nothing of patient ${patient}`)
        if (json) process.stdout.write(`${JSON.stringify({ patientId: patient, deleted })}\n`)
        else if (!quiet)
          process.stdout.write(`${deleted.map((place) => `deleted from ${place}`).join('\n')}\n`)
      })
    })
}
