import { systemFailure } from '../../base/errors/system-failure.js'
import { codeOf } from '../../base/errors/system-sentence.js'
import { DamagedFile } from '../../base/integrity/damaged-file.js'

/** The beginning of a context's reason if selecting it failed. The next run selects it again. */
export const SELECTION_FAILED = 'selection failed: '

/**
 * Why selecting from one record failed, if only that record is affected; null for errors that stop every patient (the disk is
 * full, a server is gone, the user stopped the command). Messages of unknown errors may quote the record, so only their kind is
 * given.
 */
export function selectionFailure(error: unknown): string | null {
  if (error instanceof DamagedFile) return `${SELECTION_FAILED}${error.message}`
  return isOfThisRecord(error) ? `${SELECTION_FAILED}${kindOf(error)}` : null
}

/** The reason if the selecting process ended: native code crashed, or the system ended it because memory was short. */
export const PROCESS_ENDED = `${SELECTION_FAILED}its process ended unexpectedly; if memory is short, use fewer --workers`

function isOfThisRecord(error: unknown): error is Error {
  if (!(error instanceof Error) || systemFailure(error) !== null || codeOf(error) !== '') return false
  const isUnforeseen =
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof SyntaxError ||
    error.name === 'RuntimeError' // of WebAssembly
  return isUnforeseen || error.constructor === Error
}

/** The error's name and its place in our code, which a bug report needs. */
function kindOf({ name, stack = '' }: Error): string {
  const place =
    /\n\s+at .*?\/((?:base|cli|corpus|evidence|generators|indexes|pipeline|reading|retrievers)\/[^()\s]+:\d+):\d+/.exec(
      stack,
    )?.[1]
  return `an unexpected ${name}${place === undefined ? '' : ` at ${place}`}`
}
