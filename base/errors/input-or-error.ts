import { InputError } from './input-error.js'

const REASONS = new Map([
  ['ENOENT', 'nothing'],
  ['EACCES', 'one that this user may not read'],
  ['EPERM', 'one that this user may not read'],
  ['EISDIR', 'a folder'],
  ['ENOTDIR', 'a file where a folder should be'],
  ['ELOOP', 'a link that leads back to itself'],
])

/** What was found instead of the expected input, from the system's error, whose own message names paths and calls. */
export function foundInstead(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string }
  return REASONS.get(code ?? '') ?? code ?? name ?? 'an error'
}

/** Runs what asks the file system. @throws InputError in place of a system error: expected `what`, found the reason */
export function orInputError<T>(what: string, ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`expected ${what}, found ${foundInstead(error)}`)
  }
}
