import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../errors/input-error.js'

/** A file that marks a patient's folder as damaged, so that no size or time of its files is trusted. */
export const DAMAGE_MARK = 'damaged'

/** A file of an index whose bytes are not those that were written. The index of its patient can be built again. */
export class DamagedFile extends InputError {
  constructor(readonly path: string) {
    super(`${path} is damaged: it has changed since it was written; run 'chartsift index' to build it again`)
  }
}

/** Remembers the damage in the file's folder, so that the next `chartsift index` repairs it. */
export function damaged(path: string): DamagedFile {
  markDamaged(dirname(path))
  return new DamagedFile(path)
}

/** Notes in the folder of a patient's index that a file of it is damaged. */
export function markDamaged(folder: string): void {
  try {
    writeFileSync(join(folder, DAMAGE_MARK), '', { mode: 0o600 })
  } catch {
    // On a read-only disk the damage is found again instead.
  }
}

/** Whether `markDamaged` noted damage that nobody has repaired. */
export function isMarkedDamaged(folder: string): boolean {
  return existsSync(join(folder, DAMAGE_MARK))
}

/** Takes the note away; harmless if there is none. */
export function clearDamageMark(folder: string): void {
  rmSync(join(folder, DAMAGE_MARK), { force: true })
}
