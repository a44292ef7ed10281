import { basename } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { type Execution, pauseFor } from '../workspace/execution.js'
import type { Workspace } from '../workspace/workspace.js'
import {
  type IndexTools,
  indexPatient,
  type PatientResult,
  type PatientTask,
  StaleIndex,
} from './index-patient.js'
import type { CorpusRequest } from './indexed-corpus.js'
import type { FailedPatient } from './patient-pool.js'

/** An index is missing or out of date, and may not be built now. */
export class IndexNotBuilt extends InputError {}

/**
 * Null if indexes may be built, which needs the lock of the workspace and takes it; otherwise makes the error for a patient
 * whose index is missing or out of date.
 */
export function refusalOf(
  workspace: Workspace,
  { folder, builtBy }: CorpusRequest,
): ((patientId: string) => InputError) | null {
  if (builtBy !== undefined)
    return (patientId) =>
      new IndexNotBuilt(
        `the index of ${basename(folder)} is missing or out of date (first: patient ${patientId}): run '${builtBy}' first`,
      )
  const refusal = workspace.isLocked ? null : workspace.tryLock()
  if (refusal === null) return null
  return (patientId) =>
    new IndexNotBuilt(
      `the index of patient ${patientId} must be built first, which is not possible now: ${refusal}`,
    )
}

/** How `checkPatients` checks: what it reads with, and what it throws for a patient whose index must be built. */
export type PatientCheck = {
  readonly tools: IndexTools
  readonly refuse: (patientId: string) => InputError
  readonly execution: Execution
}

/**
 * Reads the indexes of patients that may have changed, and writes nothing. Lists patients whose records cannot be read.
 * @param refuse makes the error for a patient whose index is missing or out of date
 * @throws the error that `refuse` makes
 */
export async function checkPatients(
  tasks: readonly PatientTask[],
  { tools, refuse, execution: { signal } }: PatientCheck,
): Promise<{ readonly done: PatientResult[]; readonly failed: FailedPatient[] }> {
  const done: PatientResult[] = []
  const failed: FailedPatient[] = []
  for (const task of tasks) {
    await pauseFor(signal)
    try {
      done.push(await indexPatient(task, tools, false))
    } catch (error) {
      if (error instanceof StaleIndex) throw refuse(task.patientId)
      if (!(error instanceof InputError)) throw error
      failed.push({ patientId: task.patientId, reason: error.message })
    }
  }
  return { done, failed }
}
