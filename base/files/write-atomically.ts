import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Lets `write` make a temporary file, then puts it in place: a reader sees the old file or the whole new one. If that fails,
 * the temporary file is removed, since a full disk has no room for it, and the error names `path`.
 */
export function writeAtomically(path: string, write: (temporary: string) => void): void {
  // Its own for each process: one that outlives a killed parent must not write into its successor's.
  const temporary = `${path}.${process.pid}.tmp`
  rmSync(temporary, { force: true })
  try {
    write(temporary)
    syncPath(temporary)
    renameSync(temporary, path)
    syncPath(dirname(path))
  } catch (error) {
    discard(temporary)
    if (error instanceof Error) Object.assign(error, { path })
    throw error
  }
}

function discard(temporary: string): void {
  for (const file of [temporary, `${temporary}-journal`]) {
    try {
      rmSync(file, { force: true })
    } catch {
      // The original error says more.
    }
  }
}

function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
