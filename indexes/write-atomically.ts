import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

/** Lets `write` make a temporary file, then puts it in place: a reader sees the old file or the whole new one. */
export function writeAtomically(path: string, write: (temporary: string) => void): void {
  // Its own for each process: one that outlives a killed parent must not write into its successor's.
  const temporary = `${path}.${process.pid}.tmp`
  rmSync(temporary, { force: true })
  write(temporary)
  syncPath(temporary)
  renameSync(temporary, path)
  syncPath(dirname(path))
}

function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
