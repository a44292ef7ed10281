import { existsSync } from 'node:fs'
import { InputError } from '../../corpus/input-error.js'
import type { ForgetOptions } from '../command-line/workspaces/forget.js'
import { forgetPatient } from '../forget-patient.js'
import { inWorkspace } from './in-workspace.js'

export async function forget(options: ForgetOptions): Promise<number> {
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
    else if (!quiet) process.stdout.write(`${deleted.map((place) => `deleted from ${place}`).join('\n')}\n`)
  })
  return 0
}
