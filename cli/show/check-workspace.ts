import { accessSync, constants, existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { systemReason } from '../../base/errors/system-sentence.js'

/**
 * A sentence that says that the workspace can be written. Creates and removes a file in it or, if the workspace does
 * not exist yet, checks the permissions of the nearest folder above.
 * @throws InputError if it cannot be written
 */
export function checkWorkspace(folder: string): string {
  try {
    if (existsSync(folder)) {
      requireFolder(folder)
      const trial = join(folder, `.writable.${process.pid}.tmp`)
      writeFileSync(trial, '', { mode: 0o600, flag: 'wx' })
      rmSync(trial)
      return folder
    }
    const above = nearestAbove(resolve(folder))
    requireFolder(above)
    accessSync(above, constants.W_OK | constants.X_OK)
    return `${folder} (new)`
  } catch (error) {
    const reason = systemReason(error)
    if (reason === null) throw error
    throw new InputError(`cannot write to ${folder}: ${reason}`)
  }
}

function requireFolder(path: string): void {
  if (!statSync(path).isDirectory()) throw new InputError(`expected a folder, found a file at ${path}`)
}

function nearestAbove(path: string): string {
  const above = dirname(path)
  return existsSync(above) || above === path ? above : nearestAbove(above)
}
