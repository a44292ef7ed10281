import { writeFileSync } from 'node:fs'
import { InputError } from '../../base/errors/input-error.js'
import { writeAtomically } from '../../base/files/write-atomically.js'
import {
  readSidecar,
  readVerified,
  type Sidecar,
  sha256Of,
  writeSidecar,
} from '../../base/integrity/sidecar.js'

type MatrixSidecar = Sidecar & { readonly rows: number; readonly dimensions: number }

/** Writes rows of little-endian float32, and a sidecar with shape and sha256 beside them. */
export function writeMatrix(path: string, matrix: Float32Array, dimensions: number): void {
  const bytes = Buffer.from(matrix.buffer, matrix.byteOffset, matrix.byteLength)
  writeAtomically(path, (temporary) => writeFileSync(temporary, bytes, { mode: 0o600 }))
  const sidecar: MatrixSidecar = {
    format: 1,
    sha256: sha256Of(bytes),
    rows: matrix.length / dimensions,
    dimensions,
  }
  writeSidecar(path, sidecar)
}

/** Reads the rows back. Refuses a missing or changed file and another shape. */
export function readMatrix(path: string, dimensions: number): Float32Array {
  const sidecar = readSidecar<MatrixSidecar>(path)
  if (sidecar.format !== 1 || sidecar.dimensions !== dimensions) {
    throw new InputError(`expected vectors of ${dimensions} numbers in ${path}, found ${sidecar.dimensions}`)
  }
  const bytes = readVerified(path, sidecar)
  const isAligned = bytes.byteOffset % Float32Array.BYTES_PER_ELEMENT === 0
  return isAligned
    ? new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / Float32Array.BYTES_PER_ELEMENT)
    : new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}
