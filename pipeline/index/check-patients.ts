import { InputError } from '../../base/errors/input-error.js'
import { type Execution, pauseFor } from '../workspace/execution.js'
import {
  type IndexTools,
  indexPatient,
  type PatientResult,
  type PatientTask,
  StaleIndex,
} from './index-patient.js'
import type { FailedPatient } from './patient-pool.js'

/** An index is missing or out of date, and may not be built now. */
export class IndexNotBuilt extends InputError {}

/**
 * Reads the indexes of patients that may have changed, and writes nothing. Patients whose records cannot be read are listed.
 * @param refuse the error for a patient whose index is missing or out of date
 * @throws what `refuse` gives
 */
export async function checkPatients(
  tasks: readonly PatientTask[],
  tools: IndexTools,
  refuse: (patientId: string) => InputError,
  { signal }: Execution,
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
