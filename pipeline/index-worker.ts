import { InputError } from '../corpus/input-error.js'
import type { Embedder } from '../indexes/embedder.js'
import { indexPatient, type PatientResult, type PatientTask } from './index-patient.js'
import { openEmbedder } from './open-embedder.js'

/** An error's class does not survive the way between processes, so bad input comes back as data. */
export type WorkerReply = { readonly result: PatientResult } | { readonly badInput: string }

const embedders = new Map<string, Promise<Embedder>>()

/** A worker's entry: one patient a call, the embedder opened once a worker. */
export default async function work(job: { task: PatientTask; embedder: string }): Promise<WorkerReply> {
  let embedder = embedders.get(job.embedder)
  if (embedder === undefined) {
    embedder = openEmbedder(job.embedder)
    embedders.set(job.embedder, embedder)
  }
  try {
    return { result: await indexPatient(job.task, await embedder) }
  } catch (error) {
    if (error instanceof InputError) return { badInput: error.message }
    throw error
  }
}
