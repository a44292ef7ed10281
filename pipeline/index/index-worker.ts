import { type CorpusPlace, openCorpus } from '../../corpus/formats/open-corpus.js'
import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import { failureToSend, type ProcessFailure } from '../failures/process-failure.js'
import { type IndexTools, indexPatient, type PatientResult, type PatientTask } from './index-patient.js'

/** What an index worker sends back. */
export type WorkerReply = { readonly result: PatientResult } | { readonly failure: ProcessFailure }

type Job = { readonly task: PatientTask; readonly corpus: CorpusPlace; readonly embedder: string }

const opened = new Map<string, Promise<IndexTools>>()

/** A worker's entry: indexes one patient per call. Corpus and embedder are opened once per worker. */
export default async function work(job: Job): Promise<WorkerReply> {
  try {
    const key = JSON.stringify([job.corpus, job.embedder])
    const tools = opened.get(key) ?? openTools(job)
    opened.set(key, tools)
    return { result: await indexPatient(job.task, await tools) }
  } catch (error) {
    return { failure: failureToSend(error) }
  }
}

async function openTools({ corpus, embedder }: Job): Promise<IndexTools> {
  return { corpus: await openCorpus(corpus), embedder: await openEmbedder(embedder) }
}
