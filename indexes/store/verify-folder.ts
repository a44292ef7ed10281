import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { clearDamageMark } from '../../base/integrity/damaged-file.js'
import { openSealed } from '../../base/integrity/sealed-json.js'
import { damageOf } from '../../base/integrity/sidecar.js'
import { COUNTS_PREFIX, isWholeCounts } from './stored-counts.js'

const HAS_SIDECAR = /\.(?:db|f32|hnsw)$/

/** Names of the files in a patient's folder that are damaged, or missing although a file that belongs to them exists. Reads every byte. */
export function damagedFiles(folder: string): string[] {
  const damaged = new Set<string>()
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (name.startsWith(COUNTS_PREFIX)) {
      if (!isWholeCounts(path)) damaged.add(name)
    } else if (HAS_SIDECAR.test(name.replace(/\.json$/, ''))) {
      const bad = damageOf(path.replace(/\.json$/, ''))
      if (bad !== null) damaged.add(bad.slice(folder.length + 1))
    } else if (name.endsWith('.json')) {
      if (openSealed(readFileSync(path, 'utf8')) === null) damaged.add(name)
    }
  }
  return [...damaged].sort()
}

/** Deletes damaged files and the summaries that mark them complete, so that they are rebuilt. */
export function deleteDamaged(folder: string): void {
  for (const name of damagedFiles(folder)) {
    const file = HAS_SIDECAR.test(name) ? name : name.replace(/\.json$/, '')
    for (const one of HAS_SIDECAR.test(file) ? [file, `${file}.json`] : [name])
      rmSync(join(folder, one), { force: true })
  }
  clearDamageMark(folder)
}
