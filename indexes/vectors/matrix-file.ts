import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { InputError } from '../../corpus/input-error.js'
import { writeAtomically } from '../write-atomically.js'

type Sidecar = {
  readonly format: 1
  readonly sha256: string
  readonly rows: number
  readonly dimensions: number
}

/** Writes rows of little-endian float32, and beside them a sidecar with shape and sha256. */
export function writeMatrix(path: string, matrix: Float32Array, dimensions: number): void {
  const bytes = Buffer.from(matrix.buffer, matrix.byteOffset, matrix.byteLength)
  const sidecar: Sidecar = { format: 1, sha256: sha256(bytes), rows: matrix.length / dimensions, dimensions }
  writeAtomically(path, (temporary) => writeFileSync(temporary, bytes, { mode: 0o600 }))
  writeAtomically(`${path}.json`, (temporary) => writeFileSync(temporary, `${JSON.stringify(sidecar)}\n`))
}

/** Reads them back. Refuses a missing or changed file and another shape. */
export function readMatrix(path: string, dimensions: number): Float32Array {
  for (const file of [path, `${path}.json`]) {
    if (!existsSync(file))
      throw new InputError(`expected vectors at ${file}, found none: run 'chartsift index'`)
  }
  const sidecar = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Sidecar
  const bytes = readFileSync(path)
  if (
    sidecar.format !== 1 ||
    sidecar.dimensions !== dimensions ||
    bytes.length !== sidecar.rows * dimensions * 4
  ) {
    throw new InputError(
      `expected ${sidecar.rows} vectors of ${dimensions} numbers in ${path}, found ${bytes.length} bytes`,
    )
  }
  if (sha256(bytes) !== sidecar.sha256)
    throw new InputError(`${path} has changed since it was written: run 'chartsift index --verify'`)
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** True where file and sidecar are there and belong together. */
export function isIntactMatrix(path: string): boolean {
  if (!existsSync(path) || !existsSync(`${path}.json`)) return false
  const sidecar = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Sidecar
  return sidecar.format === 1 && sha256(readFileSync(path)) === sidecar.sha256
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
