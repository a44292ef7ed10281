import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeAtomically } from '../../../base/files/write-atomically.js'

/** Writes a text file, 0600, unless it holds this text already, so that a finished workspace on a read-only disk can be read. */
export function writeIfChanged(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeAtomically(path, (temporary) => writeFileSync(temporary, text, { mode: 0o600 }))
}
