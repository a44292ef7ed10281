import { codeOf, systemSentence } from './system-sentence.js'

/**
 * A failure that affects every patient: the disk is full, a server is gone. One sentence with the remedy. A command stops at
 * once, since every other patient would fail in the same way. Exit code 2.
 */
export class SystemFailure extends Error {
  override readonly name = 'SystemFailure'

  /** @param code as the system names it: 'ENOSPC' */
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message)
  }
}

const OF_ALL = /^(?:ENOSPC|EDQUOT|EROFS|EMFILE|ENFILE|ENOMEM|SQLITE_(?:FULL|READONLY|IOERR|NOMEM)(?:_\w+)?)$/

/** The failure that an error of the system is, if it is one that every patient would meet; else null. */
export function systemFailure(error: unknown): SystemFailure | null {
  if (error instanceof SystemFailure) return error
  const code = codeOf(error)
  if (!OF_ALL.test(code)) return null
  return new SystemFailure(systemSentence(error) ?? code, code)
}
