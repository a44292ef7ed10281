import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { InputError } from '../../base/errors/input-error.js'

/** sha256 of a file's bytes, in hex. @throws InputError if it cannot be read */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  } catch (error) {
    throw new InputError(
      `${basename(path)}: cannot be read: ${(error as { code?: string }).code ?? 'unknown reason'}`,
    )
  }
  return hash.digest('hex')
}
