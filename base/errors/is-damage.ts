import { codeOf } from './system-sentence.js'

/** True if SQLite found the file damaged, or no database at all: not that the disk is full, or the file not ours to use. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB|FORMAT)/.test(codeOf(error))
}

/** True if a file cannot be opened for what is in it: damaged, or of another form than its version has. */
export function isUnusable(error: unknown): boolean {
  return isDamage(error) || /^SQLITE_(?:ERROR|CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(codeOf(error))
}

/** The error, saying which file it speaks of: SQLite does not. */
export function namingFile(error: unknown, path: string): unknown {
  return codeOf(error).startsWith('SQLITE_') && Reflect.get(error as object, 'path') === undefined
    ? Object.assign(error as Error, { path })
    : error
}
