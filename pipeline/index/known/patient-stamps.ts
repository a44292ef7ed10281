import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isMarkedDamaged } from '../../../base/integrity/damaged-file.js'
import { openSealed, sealJson } from '../../../base/integrity/sealed-json.js'
import { INDEX_FORMAT } from '../../../indexes/store/index-store.js'
import { RECORD_FORMAT } from '../../../indexes/store/record-store.js'
import { COUNTS_PREFIX } from '../../../indexes/store/stored-counts.js'
import type { PatientResult, PatientTask } from '../index-patient.js'
import { EVIDENCE_FORMAT } from '../patient-evidence.js'
import { firstChanged, seeFile } from './file-stamp.js'
import { writeIfChanged } from './write-if-changed.js'

type Stamp = {
  readonly task: string
  readonly files: Readonly<Record<string, string>>
  readonly result: PatientResult
}

/** How many indexes per patient are remembered: enough for one experiment's list and some more. */
const MOST_INDEXES = 16

/**
 * Remembers sizes and times of a patient's source files and index files. While none has changed, nothing is read again, as in
 * make and git; `chartsift index --verify` checks every byte instead. Stamps of source files are from before they were read, so
 * that an edit meanwhile is noticed. A file that was edited just before is read again next time.
 */
export class PatientStamps {
  readonly #path: string
  /** By patient, one per index, the last written first. */
  readonly #stamps: Map<string, Stamp[]>

  constructor(path: string) {
    this.#path = path
    this.#stamps = new Map()
    for (const [patientId, stamp] of existsSync(this.#path) ? readStamps(this.#path) : [])
      this.#stamps.set(patientId, [...(this.#stamps.get(patientId) ?? []), stamp])
  }

  /** The stored result of a task if its files are unchanged; otherwise null. */
  current(task: PatientTask): PatientResult | null {
    const result = this.#unchanged(task)
    return result?.seen.isSettled === true ? { ...result, status: 'current' } : null
  }

  /** Whether nothing about a task has changed as far as stamps tell, which is not far if a file was edited just before. */
  seemsUnchanged(task: PatientTask): boolean {
    return this.#unchanged(task) !== null
  }

  #unchanged(task: PatientTask): PatientResult | null {
    const own = hashOf(task)
    const stamp = this.#stamps.get(task.patientId)?.find((one) => one.task === own)
    if (stamp === undefined || firstChanged(task.files, stamp.result.seen) !== null) return null
    if (isMarkedDamaged(task.folder)) return null
    const files = artefactsOf(task)
    const names = Object.keys(stamp.files)
    return names.length > 0 && names.every((name) => files[name] === stamp.files[name]) ? stamp.result : null
  }

  /** Writes the stamps to a file outside the artefacts, since times differ between machines. */
  write(tasks: readonly PatientTask[], results: readonly PatientResult[]): void {
    const byPatient = new Map(tasks.map((task) => [task.patientId, task]))
    const stamps = results.flatMap((result): [string, Stamp][] => {
      const { patientId } = result
      const task = byPatient.get(patientId)!
      const stamp: Stamp = {
        task: hashOf(task),
        files: artefactsOf(task),
        result: { ...result, status: 'current' },
      }
      const others = (this.#stamps.get(patientId) ?? []).filter((one) => one.task !== stamp.task)
      return [stamp, ...others].slice(0, MOST_INDEXES).map((one) => [patientId, one])
    })
    writeIfChanged(this.#path, sealJson({ stamps }))
  }
}

/** Empty if the file is damaged: then everything is read again. */
function readStamps(path: string): readonly [string, Stamp][] {
  return openSealed<{ stamps: [string, Stamp][] }>(readFileSync(path, 'utf8'))?.stamps ?? []
}

/** Hashes absolute paths, so that a corpus is the same whether its path is given relative or absolute. */
function hashOf(task: PatientTask): string {
  const files = task.files.map((path) => resolve(path))
  const placed = { ...task, files, folder: resolve(task.folder) }
  return createHash('sha256')
    .update(JSON.stringify([RECORD_FORMAT, INDEX_FORMAT, EVIDENCE_FORMAT, placed]))
    .digest('hex')
}

/** Stamps of the files of the patient's index. */
function artefactsOf({ folder }: PatientTask): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return Object.fromEntries(
    names
      .filter((name) => !name.startsWith(COUNTS_PREFIX))
      .map((name) => [name, seeFile(join(folder, name)).stamp]),
  )
}
