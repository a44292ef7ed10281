import { existsSync } from 'node:fs'
import type Tinypool from 'tinypool'
import { InputError } from '../../base/errors/input-error.js'
import { systemFailure } from '../../base/errors/system-failure.js'
import { systemSentence } from '../../base/errors/system-sentence.js'
import type { CorpusPlace } from '../../corpus/formats/open-corpus.js'
import { failureReceived } from '../failures/process-failure.js'
import { type Execution, pauseFor } from '../workspace/execution.js'
import { processPool, WORKER_DIED } from '../workspace/process-pool.js'
import { type IndexTools, indexPatient, type PatientResult, type PatientTask } from './index-patient.js'
import type { WorkerReply } from './index-worker.js'

/** A patient whose record could not be indexed, and why. */
export type FailedPatient = { readonly patientId: string; readonly reason: string }

type Outcome = { readonly done: PatientResult[]; readonly failed: FailedPatient[] }

/** A module that is called for each task. `path` lets another process load it; that process opens `corpus` and `embedder`. */
export type Worker = { readonly path: string; readonly corpus: CorpusPlace; readonly embedder: string }

/** How `runPatients` does its tasks: `worker` in other processes, `tools` in this one. `step`: what the progress is called. */
export type PatientWork = {
  readonly step: 'index' | 'check'
  readonly worker: Worker
  readonly tools: IndexTools
  readonly execution: Execution
}

/**
 * Runs one task per patient, `workers` at a time, the largest first, each in its own process, so that a crash in native code
 * fails only its patient. Results are in order of patientId. Without a compiled worker, or with one patient at a time, this
 * process does the work.
 * @throws SystemFailure if the machine fails (a full disk, say): every other patient would fail too
 */
export async function runPatients(
  tasks: readonly PatientTask[],
  { step, worker, tools, execution: { workers, progress, signal } }: PatientWork,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [] }
  const threads = Math.min(workers, tasks.length)
  const pool = threads > 1 && existsSync(worker.path) ? processPool(worker.path, threads) : null
  const stop = () => void pool?.destroy()
  signal.addEventListener('abort', stop)
  progress.start(step, tasks.length)
  const run = async (task: PatientTask): Promise<void> => {
    try {
      outcome.done.push(
        pool === null ? await indexPatient(task, tools) : await sendToWorker(pool, task, worker),
      )
    } catch (error) {
      signal.throwIfAborted()
      const ofAll = systemFailure(error)
      if (ofAll !== null) throw ofAll
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
    signal.removeEventListener('abort', stop)
    await pool?.destroy()
    progress.finish()
  }
  outcome.done.sort(byPatient)
  outcome.failed.sort(byPatient)
  return outcome
}

async function sendToWorker(
  pool: Tinypool,
  task: PatientTask,
  { corpus, embedder }: Worker,
): Promise<PatientResult> {
  const reply = (await pool.run({ task, corpus, embedder })) as WorkerReply
  if ('failure' in reply) throw failureReceived(reply.failure)
  return reply.result
}

function reasonOf(error: unknown): string {
  if (error instanceof InputError) return error.message
  if (error instanceof Error && error.message === WORKER_DIED)
    return 'the process that indexed it ended unexpectedly; if memory is short, use fewer --workers'
  const system = systemSentence(error)
  if (system !== null) return system
  return error instanceof Error ? `unexpected ${error.name}: ${error.message}` : 'unknown error'
}

function byPatient(a: { patientId: string }, b: { patientId: string }): number {
  return a.patientId < b.patientId ? -1 : 1
}
