import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { InputError } from '../errors/input-error.js'
import { writeAtomically } from '../files/write-atomically.js'
import { damaged } from './damaged-file.js'
import { openSealed, sealJson } from './sealed-json.js'

/** The .json beside a file that describes it: at least its format and its hash. */
export type Sidecar = { readonly format: number; readonly sha256: string }

/** In hexadecimal. */
export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Writes the sidecar, sealed: native code takes shapes and sizes from it. */
export function writeSidecar(path: string, sidecar: Sidecar): void {
  writeAtomically(`${path}.json`, (temporary) => writeFileSync(temporary, sealJson(sidecar), { mode: 0o600 }))
}

/** @throws InputError if file or sidecar is missing, DamagedFile if the sidecar is damaged */
export function readSidecar<T extends Sidecar>(path: string): T {
  for (const file of [path, `${path}.json`]) {
    if (!existsSync(file))
      throw new InputError(`expected an index file at ${file}, found none: run 'chartsift index'`)
  }
  const sidecar = openSealed<T>(readFileSync(`${path}.json`, 'utf8'))
  if (sidecar === null) throw damaged(`${path}.json`)
  return sidecar
}

/** The file's bytes. @throws DamagedFile if they are not those that the sidecar was written for */
export function readVerified(path: string, sidecar: Sidecar): Buffer {
  const bytes = readFileSync(path)
  if (sha256Of(bytes) !== sidecar.sha256) throw damaged(path)
  return bytes
}

/** True if file and sidecar are there and belong together. */
export function isIntact(path: string): boolean {
  return damageOf(path) === null
}

/** Which of a file and its sidecar is missing or damaged; null if neither is. */
export function damageOf(path: string): string | null {
  if (!existsSync(path)) return path
  if (!existsSync(`${path}.json`)) return `${path}.json`
  const sidecar = openSealed<Sidecar>(readFileSync(`${path}.json`, 'utf8'))
  if (sidecar === null) return `${path}.json`
  return sha256Of(readFileSync(path)) === sidecar.sha256 ? null : path
}
