import { codeOf } from '../base/errors/system-sentence.js'
import { readSnapshot } from './read-snapshot.js'

/**
 * What was found at `path` in place of the expected tables, and what to do about it, for an error message.
 * @param error why SQLite, or a check of ours, rejected the file
 * @param ifDamaged the advice for a damaged file; a sound one may hold what cannot be computed again, so it is to be kept
 */
export function unusableFile(path: string, error: unknown, ifDamaged: string): string {
  const code = codeOf(error) || 'unknown reason'
  return isSound(path)
    ? `a sound database with other tables than chartsift wrote (${code}): move it to another place, which keeps it, or restore a copy`
    : `an unusable file (${code}): ${ifDamaged}`
}

function isSound(path: string): boolean {
  try {
    const db = readSnapshot(path)
    try {
      return db.pragma('integrity_check', { simple: true }) === 'ok'
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}
