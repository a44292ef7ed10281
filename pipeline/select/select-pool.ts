import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type Tinypool from 'tinypool'
import { groupBy } from '../../base/group-by.js'
import type { TokenCounter } from '../../base/token-counter.js'
import type { Reranker } from '../../indexes/rerankers/reranker.js'
import { failureReceived } from '../failures/process-failure.js'
import { PROCESS_ENDED, selectionFailure } from '../failures/selection-failure.js'
import type { IndexedCorpus } from '../index/indexed-corpus.js'
import { type Execution, pauseFor } from '../workspace/execution.js'
import { processPool, WORKER_DIED } from '../workspace/process-pool.js'
import { reasonIfLost, type SelectedOf, selectContexts, unusableContexts } from './select-contexts.js'
import type { SelectionJob, SelectionReply } from './select-worker.js'
import { type SelectionRequest, type SelectionSetup, selectionOf } from './selection.js'

/** With fewer contexts, one process finishes before others have started. */
const FEWEST_CONTEXTS = 1000
/** Instructions per job: a context of 4,000 tokens with its passages is a message of 30 kB. */
const JOB_SIZE = 16
/**
 * Jobs begun per process before the result of the first one is given out: with fewer, a large patient would keep other
 * processes waiting.
 */
const AHEAD = 4

/** What to select: contexts for these instructions, with these strategies. */
export type Wanted = {
  readonly requests: readonly SelectionRequest[]
  readonly setup: SelectionSetup
  readonly counter: TokenCounter
  /** Null if no strategy reranks. */
  readonly reranker: Reranker | null
}

/**
 * Selects the contexts of one instruction after another, in several processes if that is faster. A cross-encoder keeps all
 * cores busy by itself, so it runs in one process.
 */
export async function* selectRequested(
  indexed: IndexedCorpus,
  { requests, setup, counter, reranker }: Wanted,
  execution: Execution,
): AsyncGenerator<SelectedOf> {
  if (reranker === null && isWorthProcesses(requests, setup, execution.workers)) {
    yield* selectInProcesses(indexed, { requests, setup, worker: workerPath() }, execution)
    return
  }
  const factsOf = (id: string) => indexed.facts.get(id) ?? []
  const means = { counter, reranker, factsOf, signal: execution.signal }
  const instructions = requests.map(({ instruction }) => instruction)
  yield* selectContexts(indexed, instructions, await selectionOf(requests, setup, means))
}

function isWorthProcesses(
  requests: readonly SelectionRequest[],
  { budgets }: SelectionSetup,
  workers: number,
): boolean {
  const contexts = requests
    .flatMap(({ strategies }) => strategies)
    .reduce((sum, strategy) => sum + budgets[strategy]!.length, 0)
  const patients = new Set(requests.map(({ instruction }) => instruction.patientId)).size
  return Math.min(workers, patients) > 1 && contexts >= FEWEST_CONTEXTS && existsSync(workerPath())
}

type SelectableCorpus = Pick<IndexedCorpus, 'facts' | 'parameters' | 'patientFolder' | 'repair'>

/** `worker`: the module that selects, so that another process can load it. */
type InProcesses = Pick<Wanted, 'requests' | 'setup'> & { readonly worker: string }

/**
 * Selects as `selectContexts` does, in several processes, and gives results in the same order. If a process ends too early, the
 * contexts that it should have made carry that reason.
 */
export async function* selectInProcesses(
  { facts, parameters, patientFolder, repair }: SelectableCorpus,
  { requests, setup, worker }: InProcesses,
  { workers, signal }: Execution,
): AsyncGenerator<SelectedOf> {
  // In the order of each patient's first request.
  const byPatient = groupBy(requests, ({ instruction }) => instruction.patientId)
  const jobs = [...byPatient].flatMap(([patientId, all]): SelectionJob[] =>
    Array.from({ length: Math.ceil(all.length / JOB_SIZE) }, (_, i) => {
      const part = all.slice(i * JOB_SIZE, (i + 1) * JOB_SIZE)
      const ids = part.map(({ instruction }) => instruction.instructionId)
      const ofPart = new Map(ids.map((id) => [id, facts.get(id) ?? []]))
      return { patientId, folder: patientFolder(patientId), requests: part, facts: ofPart, parameters, setup }
    }),
  )
  const pool = processPool(worker, Math.min(workers, jobs.length))
  const stop = () => void pool.destroy()
  signal.addEventListener('abort', stop)
  try {
    const begun: Promise<SelectionReply | Error>[] = []
    for (let i = 0; i < jobs.length; i++) {
      while (begun.length < Math.min(jobs.length, i + workers * AHEAD)) {
        // An error is kept as a value until its turn: nobody handles a rejection before that.
        begun.push(answerTo(pool, jobs[begun.length]!).catch((error: Error) => error))
      }
      const job = jobs[i]!
      let reply = await begun[i]!
      let lost: string | null = null
      if (isDamage(reply)) {
        lost = await reasonIfLost({ repair }, job.patientId)
        if (lost === null) reply = await answerTo(pool, job).catch((error: Error) => error)
      }
      // A signal that ended the processes may not have arrived here yet.
      await pauseFor(signal)
      const selected = lost === null ? selectedOf(reply) : lost
      begun[i] = Promise.resolve(GIVEN_OUT)
      yield* typeof selected === 'string' ? failedJob(job, selected) : selected
    }
  } finally {
    signal.removeEventListener('abort', stop)
    await pool.destroy()
  }
}

function isDamage(reply: SelectionReply | Error): boolean {
  return !(reply instanceof Error) && 'failure' in reply && reply.failure.kind === 'damaged'
}

const GIVEN_OUT: SelectionReply = { selected: [] }

async function answerTo(pool: Tinypool, job: SelectionJob): Promise<SelectionReply> {
  return (await pool.run(job)) as SelectionReply
}

/** What a job selected, or the reason if only this job failed. @throws errors that would fail every job */
function selectedOf(reply: SelectionReply | Error): readonly SelectedOf[] | string {
  if (!(reply instanceof Error) && !('failure' in reply)) return reply.selected
  const error = reply instanceof Error ? reply : failureReceived(reply.failure)
  const reason = error.message === WORKER_DIED ? PROCESS_ENDED : selectionFailure(error)
  if (reason === null) throw error
  return reason
}

function failedJob({ requests, setup }: SelectionJob, reason: string): SelectedOf[] {
  return requests.map(({ instruction, strategies }) => ({
    instruction,
    contexts: unusableContexts({ instruction, reason }, strategies, setup.budgets),
  }))
}

function workerPath(): string {
  return fileURLToPath(new URL('./select-worker.js', import.meta.url))
}
