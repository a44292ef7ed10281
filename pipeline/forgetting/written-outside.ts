import { appendFileSync, createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const FILE = 'written-outside.txt'

/**
 * Remembers that a command wrote results to a path outside the workspace, so that `forget` can look there. It keeps only the
 * path.
 */
export function rememberOutside(workspace: string, path: string): void {
  const place = resolve(path)
  if (outsidePlaces(workspace).includes(place)) return
  try {
    // Each line is appended in one write, so that two processes can append at once.
    appendFileSync(join(workspace, FILE), `${JSON.stringify(place)}\n`, { mode: 0o600 })
  } catch {
    // A workspace on a read-only disk remembers nothing.
  }
}

/** Files and folders that were written outside of the workspace, as far as it remembers. */
export function outsidePlaces(workspace: string): string[] {
  const path = join(workspace, FILE)
  if (!existsSync(path)) return []
  const places = readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as string]
      } catch {
        return []
      }
    })
  return [...new Set(places)]
}

/** Files among these places, and below them, that contain one of the ids. Files that cannot be read count too. */
export async function filesNaming(places: readonly string[], ids: readonly string[]): Promise<string[]> {
  const files = [...new Set(places.flatMap(filesBelow))]
  const found: string[] = []
  for (const file of files) if (await names(file, ids)) found.push(file)
  return found
}

function filesBelow(place: string): string[] {
  const stats = statSync(place, { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (!stats.isDirectory()) return stats.isFile() ? [place] : []
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isFile())
    .flatMap(({ name }) => filesBelow(join(place, name)))
    .sort()
}

/** Longer than any id, so that an id across two pieces of a file is found. */
const OVERLAP = 1024

async function names(file: string, ids: readonly string[]): Promise<boolean> {
  const escaped = ids.map((id) => id.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_])`, 'u')
  try {
    let rest = ''
    for await (const piece of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
      const text = rest + String(piece)
      if (pattern.test(text)) return true
      rest = text.slice(-OVERLAP)
    }
    return false
  } catch {
    return true
  }
}
