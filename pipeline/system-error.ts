/** What the system says that a folder, a file or the disk does not allow: the user's surroundings, no defect of ours. */
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
  SQLITE_FULL: 'no space is left on the disk',
  SQLITE_READONLY: 'a database cannot be written',
  SQLITE_CANTOPEN: 'a database cannot be opened',
  SQLITE_IOERR: 'the disk does not read or write',
}

/** What the system calls are for, in words; of the others the name says it. */
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

/** The reason in words; null where the error is not of this kind. */
export function systemReason(error: unknown): string | null {
  const code = codeOf(error)
  // SQLite's extended codes append what kind of reading or writing it was.
  return REASONS[code] ?? REASONS[code.split('_').slice(0, 2).join('_')] ?? null
}

/** One sentence: what could not be done to which path, and why; null where the error is not of this kind. */
export function systemSentence(error: unknown): string | null {
  const reason = systemReason(error)
  if (reason === null) return null
  const { syscall, path, dest } = error as NodeJS.ErrnoException & { dest?: string }
  const places = [path, dest].filter((place) => place !== undefined).join(' to ')
  const deed = syscall === undefined ? 'go on' : (DEEDS[syscall] ?? syscall)
  return `cannot ${deed}${places === '' ? '' : ` ${places}`}: ${reason}`
}

export function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : ''
}
