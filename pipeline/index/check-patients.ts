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

/**
 * Reads the indexes of patients that may have changed, and writes nothing. Patients whose records cannot be read are listed.
 * @param refusal why nothing may be written
 * @throws InputError if an index is not up to date
 */
export async function checkPatients(
  tasks: readonly PatientTask[],
  tools: IndexTools,
  refusal: string,
  { signal }: Execution,
): Promise<{ readonly done: PatientResult[]; readonly failed: FailedPatient[] }> {
  const done: PatientResult[] = []
  const failed: FailedPatient[] = []
  for (const task of tasks) {
    await pauseFor(signal)
    try {
      done.push(await indexPatient(task, tools, false))
    } catch (error) {
      if (error instanceof StaleIndex) {
        throw new InputError(
          `the index of patient ${task.patientId} must be built first, which is not possible now: ${refusal}`,
        )
      }
      if (!(error instanceof InputError)) throw error
      failed.push({ patientId: task.patientId, reason: error.message })
    }
  }
  return { done, failed }
}
