import { readFileSync, readSync } from 'node:fs'
import { InputError } from '../errors/input-error.js'

/** The name of standard input or output in place of a file. */
export const STANDARD = '-'

let isSpent = false

/** How a file is called in messages. */
export function inputName(path: string): string {
  return path === STANDARD ? 'standard input' : path
}

/**
 * The bytes of a file, or of standard input for '-'.
 * @throws InputError if standard input is requested twice: it can be read once
 */
export function readInput(path: string): Buffer {
  if (path !== STANDARD) return readFileSync(path)
  if (isSpent)
    throw new InputError("expected '-' only once, found it twice: standard input can be read only once")
  isSpent = true
  return readStandardInput()
}

function readStandardInput(): Buffer {
  const parts: Buffer[] = []
  const part = Buffer.alloc(1 << 16)
  for (;;) {
    try {
      const bytes = readSync(0, part, 0, part.length, null)
      if (bytes === 0) return Buffer.concat(parts)
      parts.push(Buffer.from(part.subarray(0, bytes)))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EOF') return Buffer.concat(parts)
      // A pipe that another process has made non-blocking says so while it is empty.
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}
