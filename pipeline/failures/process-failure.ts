import { InputError } from '../../base/errors/input-error.js'
import { SystemFailure, systemFailure } from '../../base/errors/system-failure.js'
import { DamagedFile } from '../../base/integrity/damaged-file.js'

/** An error as plain data: its class and its code are lost between processes. */
export type ProcessFailure = {
  readonly kind: 'input' | 'damaged' | 'system' | 'other'
  readonly name: string
  readonly message: string
  /** The code of a system error. */
  readonly code?: string
  readonly syscall?: string
  readonly path?: string
  readonly dest?: string
}

/** An error as another process can receive it. */
export function failureToSend(error: unknown): ProcessFailure {
  const system = systemFailure(error)
  if (system !== null) {
    return { kind: 'system', name: system.name, message: system.message, code: system.code }
  }
  if (!(error instanceof Error)) return { kind: 'other', name: 'Error', message: String(error) }
  const { name, message } = error
  const fields = Object.fromEntries(
    ['code', 'syscall', 'path', 'dest']
      .map((field) => [field, Reflect.get(error, field)])
      .filter(([, value]) => typeof value === 'string'),
  )
  const kind =
    error instanceof DamagedFile ? 'damaged' : error instanceof InputError ? 'input' : ('other' as const)
  return { kind, name, message, ...fields }
}

/** The error that was sent, as an instance of its own class. */
export function failureReceived(failure: ProcessFailure): Error {
  const { kind, name, message, ...fields } = failure
  if (kind === 'damaged') return new DamagedFile(failure.path ?? '')
  if (kind === 'input') return new InputError(message)
  if (kind === 'system') return new SystemFailure(message, failure.code ?? '')
  return Object.assign(new Error(message), { name, ...fields })
}
