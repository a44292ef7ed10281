import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { codeOf, systemReason } from '../../base/errors/system-sentence.js'
import { STANDARD } from '../../base/files/read-input.js'
import { withoutChange } from './visible-streams.js'

/** Receives results line by line. Call `keep` or `discard` once at the end. */
export type Output = {
  /** Whether an earlier file stays unchanged until `keep`. */
  readonly replaces: boolean
  write(text: string): Promise<void>
  keep(): Promise<void>
  discard(): Promise<void>
}

/**
 * Opens standard output (null or '-'), or a file that stays unchanged until `keep` replaces it with the new one (mode 0600).
 * A path that is not a regular file, such as a named pipe, is written directly.
 */
export async function openOutput(path: string | null): Promise<Output> {
  if (path === null || path === STANDARD) return standardOutput()
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isDirectory()) throw new InputError(`expected a file to write to, found a folder at ${path}`)
    if (found !== undefined && isStandardOutput(found)) return standardOutput()
    if (found !== undefined && !found.isFile()) return directOutput(path, await open(path, 'w'))
    return await replacingOutput(path, found === undefined ? path : realpathSync(path))
  } catch (error) {
    throw unwritable(path, error)
  }
}

function standardOutput(): Output {
  // A pipe has a program as its reader, a terminal has a person.
  const stream = process.stdout.isTTY ? process.stdout : withoutChange(process.stdout)
  return {
    replaces: false,
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(error) : resolve()))
      }),
    keep: async () => {},
    discard: async () => {},
  }
}

function directOutput(path: string, handle: FileHandle): Output {
  return {
    replaces: false,
    write: (text) => handle.appendFile(text).catch(rethrow(path)),
    keep: () => handle.close(),
    discard: () => handle.close(),
  }
}

async function replacingOutput(path: string, target: string): Promise<Output> {
  const temporary = `${target}.${process.pid}.tmp`
  rmSync(temporary, { force: true })
  const handle = await open(temporary, 'wx', 0o600)
  return {
    replaces: true,
    write: (text) => handle.appendFile(text).catch(rethrow(path)),
    async keep() {
      try {
        await handle.sync()
        await handle.close()
        renameSync(temporary, target)
        syncFolder(dirname(target))
      } catch (error) {
        throw unwritable(path, error)
      }
    },
    async discard() {
      await handle.close()
      rmSync(temporary, { force: true })
    },
  }
}

/** '/dev/stdout' cannot be opened a second time if it is a socket, and must not be replaced if it is a file. */
function isStandardOutput({ dev, ino }: Stats): boolean {
  const standard = fstatSync(1)
  return standard.dev === dev && standard.ino === ino
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function rethrow(path: string): (error: unknown) => never {
  return (error) => {
    throw unwritable(path, error)
  }
}

/** The error to report: it names the user's path, not the temporary file. A closed pipe is not an error of the user. */
function unwritable(path: string, error: unknown): unknown {
  const reason = systemReason(error)
  return reason === null || codeOf(error) === 'EPIPE'
    ? error
    : new InputError(`cannot write ${path}: ${reason}`)
}
