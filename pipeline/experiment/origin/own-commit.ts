import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const HASH = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

/** The commit that is checked out in a clone of chartsift; null elsewhere. Reads git's files, since git may not be installed. */
export function commitOf(folder: string): string | null {
  try {
    const git = gitFolder(folder)
    if (git === null) return null
    const head = readFileSync(join(git, 'HEAD'), 'utf8').trim()
    const [, name] = /^ref: (\S+)$/.exec(head) ?? []
    const hash = name === undefined ? head : hashOf(git, name)
    return hash !== null && HASH.test(hash) ? hash : null
  } catch {
    return null
  }
}

/** In a worktree '.git' is a file that names the folder. */
function gitFolder(folder: string): string | null {
  const path = join(folder, '.git')
  if (!existsSync(path)) return null
  if (statSync(path).isDirectory()) return path
  const [, named] = /^gitdir: (.+)$/m.exec(readFileSync(path, 'utf8')) ?? []
  return named === undefined ? null : resolve(folder, named)
}

function hashOf(git: string, name: string): string | null {
  const shared = join(git, 'commondir')
  const common = existsSync(shared) ? resolve(git, readFileSync(shared, 'utf8').trim()) : git
  const loose = [git, common].map((folder) => join(folder, name)).find((path) => existsSync(path))
  if (loose !== undefined) return readFileSync(loose, 'utf8').trim()
  const packed = join(common, 'packed-refs')
  if (!existsSync(packed)) return null
  const line = readFileSync(packed, 'utf8')
    .split('\n')
    .find((one) => one.endsWith(` ${name}`))
  return line === undefined ? null : line.split(' ')[0]!
}
