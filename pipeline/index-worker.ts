import type { Embedder } from '../indexes/embedder.js'
import { indexPatient, type PatientResult, type PatientTask } from './index-patient.js'
import { openEmbedder } from './open-embedder.js'

const embedders = new Map<string, Promise<Embedder>>()

/** A worker's entry: one patient a call, the embedder opened once a worker. */
export default async function work(job: { task: PatientTask; embedder: string }): Promise<PatientResult> {
  let embedder = embedders.get(job.embedder)
  if (embedder === undefined) {
    embedder = openEmbedder(job.embedder)
    embedders.set(job.embedder, embedder)
  }
  return indexPatient(job.task, await embedder)
}
