import { codeOf } from '../system-error.js'

/** True if SQLite found the file damaged, or no database at all: not that the disk is full, or the file not ours to use. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB|FORMAT)/.test(codeOf(error))
}

/** The error, saying which file it speaks of: SQLite does not. */
export function namingFile(error: unknown, path: string): unknown {
  return codeOf(error).startsWith('SQLITE_') && Reflect.get(error as object, 'path') === undefined
    ? Object.assign(error as Error, { path })
    : error
}
