import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import { failureToSend, type ProcessFailure } from '../failures/process-failure.js'
import { indexPatient, type PatientResult, type PatientTask } from './index-patient.js'

export type WorkerReply = { readonly result: PatientResult } | { readonly failure: ProcessFailure }

const embedders = new Map<string, Promise<Embedder>>()

/** A worker's entry: one patient a call, the embedder opened once a worker. */
export default async function work(job: { task: PatientTask; embedder: string }): Promise<WorkerReply> {
  try {
    let embedder = embedders.get(job.embedder)
    if (embedder === undefined) {
      embedder = openEmbedder(job.embedder)
      embedders.set(job.embedder, embedder)
    }
    return { result: await indexPatient(job.task, await embedder) }
  } catch (error) {
    return { failure: failureToSend(error) }
  }
}
