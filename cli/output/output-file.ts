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

/** Where results go line by line. One of `keep` and `discard` ends it. */
export type Output = {
  /** Whether an earlier file stands untouched until `keep`. */
  readonly replaces: boolean
  write(text: string): Promise<void>
  keep(): Promise<void>
  discard(): Promise<void>
}

/**
 * Opens standard output (null or '-'), or a file that stays as it was until `keep` puts the new one (0600) in its place.
 * What is no regular file, a pipe for one, is written to directly.
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
  // A program reads what is piped; on a terminal a person does.
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

/** '/dev/stdout' cannot be opened a second time where it is a socket, and must not be replaced where it is a file. */
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

/** Names the file that the user named, not the temporary one. A closed pipe is no error of the user's. */
function unwritable(path: string, error: unknown): unknown {
  const reason = systemReason(error)
  return reason === null || codeOf(error) === 'EPIPE'
    ? error
    : new InputError(`cannot write ${path}: ${reason}`)
}
