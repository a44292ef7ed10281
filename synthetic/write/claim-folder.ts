import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'

/** Named in the cohort's manifest. */
export const GENERATOR = 'chartsift-synthetic'

/**
 * An empty folder beside `out` to write into; `publish` puts it in the place of `out`.
 * Throws InputError unless `out` is absent, empty, or exactly an earlier synthetic cohort.
 */
export async function claimFolder(out: string): Promise<{ staging: string; publish: () => Promise<void> }> {
  const target = resolve(out)
  await refuseForeign(target, out)
  const staging = join(dirname(target), `.${basename(target)}.${GENERATOR}.partial`)
  await rm(staging, { recursive: true, force: true })
  await mkdir(join(staging, 'ehrs'), { recursive: true })
  return {
    staging,
    publish: async () => {
      await rm(target, { recursive: true, force: true })
      await rename(staging, target)
    },
  }
}

async function refuseForeign(target: string, out: string): Promise<void> {
  const found = await stat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!found) return
  if (!found.isDirectory())
    throw new InputError(`expected a folder to write the cohort to, found a file: ${out}`)
  const names = (await readdir(target, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(target.length + 1)
        .replaceAll('\\', '/'),
    )
  if (names.length === 0) return
  const ours = await earlierFiles(target)
  if (!ours) {
    throw new InputError(
      `expected an empty folder or an earlier synthetic cohort, found other files in ${out}; nothing was changed`,
    )
  }
  const extra = names.find((name) => name !== 'manifest.json' && !ours.has(name))
  if (extra !== undefined) {
    throw new InputError(
      `expected only files of the earlier synthetic cohort in ${out}, found ${extra}; nothing was changed`,
    )
  }
}

async function earlierFiles(target: string): Promise<ReadonlySet<string> | null> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(target, 'manifest.json'), 'utf8'))
    if (
      typeof manifest !== 'object' ||
      manifest === null ||
      !('generator' in manifest) ||
      !('files' in manifest)
    )
      return null
    if (manifest.generator !== GENERATOR || typeof manifest.files !== 'object' || manifest.files === null)
      return null
    return new Set(Object.keys(manifest.files))
  } catch {
    return null
  }
}
