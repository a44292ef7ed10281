import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Tinypool from 'tinypool'
import { InputError } from '../corpus/input-error.js'
import type { Embedder } from '../indexes/embedder.js'
import { type Execution, pauseFor } from './execution.js'
import { indexPatient, type PatientResult, type PatientTask } from './index-patient.js'

type Outcome = {
  readonly done: PatientResult[]
  readonly failed: { readonly patientId: string; readonly reason: string }[]
}

/** Runs one task a patient, `workers` at a time; results in order of patientId, whatever finished first. */
export async function runPatients(
  tasks: readonly PatientTask[],
  embedderSpec: string,
  embedder: Embedder,
  { workers, progress, signal }: Execution,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [] }
  const worker = fileURLToPath(new URL('./index-worker.js', import.meta.url))
  const threads = Math.min(workers, tasks.length)
  const pool =
    threads > 1 && existsSync(worker)
      ? new Tinypool({ filename: worker, minThreads: threads, maxThreads: threads })
      : null
  progress.start('index', tasks.length)
  const run = async (task: PatientTask): Promise<void> => {
    try {
      outcome.done.push(
        pool === null
          ? await indexPatient(task, embedder)
          : ((await pool.run({ task, embedder: embedderSpec }, { signal })) as PatientResult),
      )
    } catch (error) {
      signal.throwIfAborted()
      outcome.failed.push({ patientId: task.patientId, reason: reasonOf(error) })
    }
    progress.advance(task.patientId)
  }
  try {
    if (pool === null) {
      for (const task of tasks) {
        await pauseFor(signal)
        await run(task)
      }
    } else await Promise.all(tasks.map(run))
  } finally {
    await pool?.destroy()
    progress.finish()
  }
  outcome.done.sort(byPatient)
  outcome.failed.sort(byPatient)
  return outcome
}

/** A worker's error arrives without its class: the name tells bad input from a defect of ours. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  return error instanceof InputError || error.name === 'InputError'
    ? error.message
    : `unexpected ${error.name}: ${error.message}`
}

function byPatient(a: { patientId: string }, b: { patientId: string }): number {
  return a.patientId < b.patientId ? -1 : 1
}
