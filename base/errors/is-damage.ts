import { codeOf } from './system-sentence.js'

/** True if SQLite found the file damaged or not a database; false for a full disk or missing permission. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB|FORMAT)/.test(codeOf(error))
}

/** True if a file cannot be opened because of its content: damaged, or not of the form of its version. */
export function isUnusable(error: unknown): boolean {
  return isDamage(error) || /^SQLITE_(?:ERROR|CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(codeOf(error))
}

/** The error, saying which file it speaks of: SQLite does not. */
export function namingFile(error: unknown, path: string): unknown {
  return codeOf(error).startsWith('SQLITE_') && Reflect.get(error as object, 'path') === undefined
    ? Object.assign(error as Error, { path })
    : error
}
