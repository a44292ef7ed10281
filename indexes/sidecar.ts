import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { InputError } from '../corpus/input-error.js'
import { writeAtomically } from './write-atomically.js'

/** What a file says of itself in the .json beside it: at least its format and its hash. */
export type Sidecar = { readonly format: number; readonly sha256: string }

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function writeSidecar(path: string, sidecar: Sidecar): void {
  writeAtomically(`${path}.json`, (temporary) =>
    writeFileSync(temporary, `${JSON.stringify(sidecar)}\n`, { mode: 0o600 }),
  )
}

/** @throws InputError where file or sidecar is missing or the sidecar is damaged */
export function readSidecar<T extends Sidecar>(path: string): T {
  for (const file of [path, `${path}.json`]) {
    if (!existsSync(file))
      throw new InputError(`expected an index file at ${file}, found none: run 'chartsift index'`)
  }
  const sidecar = parse(readFileSync(`${path}.json`, 'utf8'))
  if (sidecar === null) {
    throw new InputError(`${path}.json is damaged: run 'chartsift index --verify'`)
  }
  return sidecar as T
}

/** The file's bytes. @throws InputError where they are not those that the sidecar was written for */
export function readVerified(path: string, sidecar: Sidecar): Buffer {
  const bytes = readFileSync(path)
  if (sha256Of(bytes) !== sidecar.sha256) {
    throw new InputError(`${path} has changed since it was written: run 'chartsift index --verify'`)
  }
  return bytes
}

/** True where file and sidecar are there and belong together. */
export function isIntact(path: string): boolean {
  if (!existsSync(path) || !existsSync(`${path}.json`)) return false
  const sidecar = parse(readFileSync(`${path}.json`, 'utf8'))
  return sidecar !== null && sha256Of(readFileSync(path)) === sidecar.sha256
}

function parse(text: string): Sidecar | null {
  try {
    const json = JSON.parse(text) as Sidecar | null
    return json !== null && typeof json === 'object' && typeof json.sha256 === 'string' ? json : null
  } catch {
    return null
  }
}
