import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { INDEX_FORMAT } from '../indexes/index-store.js'
import { RECORD_FORMAT } from '../indexes/record-store.js'
import { COUNTS_PREFIX } from '../indexes/stored-counts.js'
import { writeAtomically } from '../indexes/write-atomically.js'
import type { PatientResult, PatientTask } from './index-patient.js'
import { EVIDENCE_FORMAT } from './patient-evidence.js'

type Stamp = {
  readonly task: string
  readonly files: Readonly<Record<string, string>>
  readonly result: PatientResult
}

/**
 * Remembers sizes and times of the files that a patient's index was made from and consists of. While none has changed
 * nothing is read again, as make and git do it; `chartsift index --verify` looks at every byte instead.
 */
export class PatientStamps {
  readonly #path: string
  readonly #stamps: Map<string, Stamp>

  constructor(path: string) {
    this.#path = path
    this.#stamps = new Map(existsSync(this.#path) ? readStamps(this.#path) : [])
  }

  /** The result of a task whose files are as they were, else null. */
  current(task: PatientTask): PatientResult | null {
    const stamp = this.#stamps.get(task.patientId)
    if (stamp === undefined || stamp.task !== hashOf(task)) return null
    const files = filesOf(task)
    const names = Object.keys(stamp.files)
    return names.length > 1 && names.every((name) => files[name] === stamp.files[name])
      ? { ...stamp.result, status: 'current' }
      : null
  }

  /** Its times differ from machine to machine, so it lies apart from the artefacts. */
  write(tasks: readonly PatientTask[], results: readonly PatientResult[]): void {
    const byPatient = new Map(tasks.map((task) => [task.patientId, task]))
    const stamps = results.map((result): [string, Stamp] => {
      const task = byPatient.get(result.patientId)!
      return [result.patientId, { task: hashOf(task), files: filesOf(task), result }]
    })
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
    writeAtomically(this.#path, (temporary) =>
      writeFileSync(temporary, `${JSON.stringify(stamps)}\n`, { mode: 0o600 }),
    )
  }
}

function readStamps(path: string): [string, Stamp][] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as [string, Stamp][]
  } catch {
    return []
  }
}

function hashOf(task: PatientTask): string {
  return createHash('sha256')
    .update(JSON.stringify([RECORD_FORMAT, INDEX_FORMAT, EVIDENCE_FORMAT, task]))
    .digest('hex')
}

/** Size and time of the XML and of every file of the patient's index. */
function filesOf({ xml, folder }: PatientTask): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : []
  const paths = [
    xml,
    ...names.filter((name) => !name.startsWith(COUNTS_PREFIX)).map((name) => join(folder, name)),
  ]
  return Object.fromEntries(
    paths.map((path) => {
      const { size, mtimeMs } = statSync(path)
      return [path, `${size} ${mtimeMs}`]
    }),
  )
}
