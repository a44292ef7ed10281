import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { writeAtomically } from '../../base/files/write-atomically.js'
import { openSealed, sealJson } from '../../base/integrity/sealed-json.js'

const FILE = 'forgotten.json'

type Stored = {
  readonly format: 1
  /** Hashes of the ids: the workspace holds no id of a forgotten patient. */
  readonly patients: readonly string[]
  /** By the content hash of a corpus without forgotten patients, the hash that its experiments are stored under. */
  readonly contents: Readonly<Record<string, string>>
}

/** Which patients a workspace has forgotten. Records of these patients are not read, even if they are still in a corpus. */
export class Tombstones {
  readonly #path: string
  readonly #patients: Set<string>
  readonly #contents: Map<string, string>

  /**
   * Reads the tombstones of a workspace.
   * @throws InputError if the file is damaged: without it, forgotten patients would come back
   */
  static of(workspace: string): Tombstones {
    const path = join(workspace, FILE)
    return new Tombstones(path, existsSync(path) ? read(path) : { format: 1, patients: [], contents: {} })
  }

  private constructor(path: string, { patients, contents }: Stored) {
    this.#path = path
    this.#patients = new Set(patients)
    this.#contents = new Map(Object.entries(contents))
  }

  has(patientId: string): boolean {
    return this.#patients.has(hashOf(patientId))
  }

  add(patientId: string): void {
    this.#patients.add(hashOf(patientId))
  }

  /** Gives false if the patient was not forgotten. */
  remove(patientId: string): boolean {
    return this.#patients.delete(hashOf(patientId))
  }

  /**
   * Makes experiments over the corpus with hash `before` valid for the corpus with hash `now`, which differs only in forgotten
   * patients.
   */
  link(now: string, before: string): void {
    const answered = this.answeredContent(before)
    if (answered === now) this.#contents.delete(now)
    else this.#contents.set(now, answered)
  }

  /** The content hash under which the experiments over a corpus are stored. */
  answeredContent(hash: string): string {
    return this.#contents.get(hash) ?? hash
  }

  write(): void {
    const stored: Stored = {
      format: 1,
      patients: [...this.#patients].sort(),
      contents: Object.fromEntries([...this.#contents].sort()),
    }
    writeAtomically(this.#path, (temporary) => writeFileSync(temporary, sealJson(stored, 2), { mode: 0o600 }))
  }
}

function read(path: string): Stored {
  const stored = openSealed<Stored>(readFileSync(path, 'utf8'))
  if (stored !== null) return stored
  throw new InputError(
    `expected the forgotten patients of a workspace in ${path}, found a damaged file: restore it, or delete it to read those patients again`,
  )
}

/** Whether two ids are the same, even if a file name or command line uses another Unicode form. */
export function sameId(a: string, b: string): boolean {
  return a.normalize('NFC') === b.normalize('NFC')
}

function hashOf(patientId: string): string {
  return createHash('sha256')
    .update(`forgotten\0${patientId.normalize('NFC')}`)
    .digest('hex')
}
