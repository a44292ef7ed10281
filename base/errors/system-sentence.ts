/** Why the system refuses access to a folder, a file or the disk: the user's environment, not a defect of ours. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ELOOP: 'its links go round in a circle',
  ENXIO: 'nothing is at its other end',
  ENOMEM: 'no memory is left',
  EIO: 'the disk does not read or write',
  SQLITE_FULL: 'no space is left on the disk',
  SQLITE_READONLY: 'a database cannot be written',
  SQLITE_CANTOPEN: 'a database cannot be opened',
  SQLITE_IOERR: 'the disk does not read or write',
  SQLITE_NOMEM: 'no memory is left',
  SQLITE_CORRUPT: 'the database is damaged',
  SQLITE_NOTADB: 'the file is not a database',
}

const MAKE_ROOM = 'free some space and run the same command again; finished work is kept'
const WRITABLE = 'use a workspace that can be written (--workspace)'
const FEWER_FILES = "raise the limit ('ulimit -n') or use fewer --workers"
const LESS_MEMORY = 'use fewer --workers'
const CHECK_DISK = 'check the disk, then run the same command again'
const PUT_ASIDE = 'restore it from a backup, or move it away and run the same command again'

/** The remedies that hold for every command. */
const REMEDIES: Readonly<Record<string, string>> = {
  EROFS: WRITABLE,
  ENOSPC: MAKE_ROOM,
  EDQUOT: MAKE_ROOM,
  EMFILE: FEWER_FILES,
  ENFILE: FEWER_FILES,
  ENOMEM: LESS_MEMORY,
  EIO: CHECK_DISK,
  SQLITE_FULL: MAKE_ROOM,
  SQLITE_READONLY: WRITABLE,
  SQLITE_IOERR: CHECK_DISK,
  SQLITE_NOMEM: LESS_MEMORY,
  SQLITE_CORRUPT: PUT_ASIDE,
  SQLITE_NOTADB: PUT_ASIDE,
}

/** What system calls do, in words; the names of the others say it. */
const DEEDS: Readonly<Record<string, string>> = {
  stat: 'look at',
  lstat: 'look at',
  fstat: 'look at',
  access: 'look at',
  realpath: 'look at',
  scandir: 'list',
  opendir: 'list',
  mkdir: 'make the folder',
  rmdir: 'delete',
  unlink: 'delete',
  rm: 'delete',
  chmod: 'protect',
  fsync: 'write',
  copyfile: 'copy',
}

/** The reason in words; null if the error is not of this kind. */
export function systemReason(error: unknown): string | null {
  return lookUp(REASONS, codeOf(error))
}

/** SQLite's extended codes append what kind of reading or writing it was. */
function lookUp(words: Readonly<Record<string, string>>, code: string): string | null {
  return words[code] ?? words[code.split('_').slice(0, 2).join('_')] ?? null
}

/** One sentence: what could not be done to which path, why, and the remedy; null if the error is not of this kind. */
export function systemSentence(error: unknown): string | null {
  const reason = systemReason(error)
  if (reason === null) return null
  const { syscall, path, dest } = error as NodeJS.ErrnoException & { dest?: string }
  const places = [path, dest].filter((place) => place !== undefined).join(' to ')
  const code = codeOf(error)
  const deed = syscall === undefined ? deedOf(code, places) : (DEEDS[syscall] ?? syscall)
  const remedy = lookUp(REMEDIES, code)
  return `cannot ${deed}${places === '' ? '' : ` ${places}`}: ${reason}${remedy === null ? '' : `; ${remedy}`}`
}

/** SQLite does not say what it was doing. */
function deedOf(code: string, places: string): string {
  if (places === '') return 'continue'
  return /^SQLITE_(?:CORRUPT|NOTADB|CANTOPEN)/.test(code) ? 'use' : 'write'
}

/** The code of a system or SQLite error, such as 'ENOENT'; '' if it has none. */
export function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : ''
}
