import { existsSync } from 'node:fs'
import { join } from 'node:path'

const FULL = join(import.meta.dirname, '../../../shared/reference')

/** Whether tests compare with the whole tables; otherwise with the sample of them that is in this folder. */
export const isFull = existsSync(FULL) && process.env['CHARTSIFT_REFERENCE'] !== 'sample'

/** For titles of tests: what their cases are. */
export const caseNote = isFull ? '' : ' (sample)'

/** Tables of values that reference tools gave (README.md): all of them if they are beside this checkout, otherwise the sample. */
export function referenceFolder(of: 'statistics' | 'measures'): string {
  return join(isFull ? FULL : import.meta.dirname, of)
}

/** The committed sample, and the whole tables that it was taken from, if they are there. */
export const FOLDERS = { sample: import.meta.dirname, full: existsSync(FULL) ? FULL : null } as const
