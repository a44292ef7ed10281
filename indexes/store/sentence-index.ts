import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import type { PatientRecord } from '../../corpus/record.js'
import { HNSW_DEFAULTS, type IndexParameters, indexId, type NoteUnit } from '../chunks/parameters.js'
import type { Embedder } from '../embedders/embedder.js'
import { buildIndex, namedSummary, readIndexSummary } from './build-index.js'
import { type IndexOrigin, readChunks, type StoredChunks } from './index-store.js'

const SENTENCES: NoteUnit = { chunk: 'sentence', windowTokens: 64 }

/** Whether the units of an index with these parameters are sentences and series. */
export function isInSentences({ unit, events }: IndexParameters): boolean {
  return unit.chunk === 'sentence' && events === 'series'
}

/** Parameters of the index of sentences and series that is kept beside an index of another unit. It has no graph, because all of it is scored. */
export function sentenceParameters(parameters: IndexParameters): IndexParameters {
  return { ...parameters, unit: SENTENCES, events: 'series', search: 'exact', hnsw: HNSW_DEFAULTS }
}

/** The path and the origin of the sentence index in a patient's folder. */
export function sentenceIndex(
  folder: string,
  parameters: IndexParameters,
  sourceHash: string,
): { readonly base: string; readonly origin: IndexOrigin } {
  const own = sentenceParameters(parameters)
  return { base: join(folder, indexId(own)), origin: { parameters: own, sourceHash, cuts: [] } }
}

/** What an index of sentences is built from. */
export type SentenceSource = {
  readonly record: PatientRecord
  readonly origin: IndexOrigin
  readonly embedder: Embedder
}

/** Builds the sentence index unless there is one that is undamaged and current. True if it was built. */
export async function keepSentenceIndex(
  base: string,
  { record, origin, embedder }: SentenceSource,
): Promise<boolean> {
  if (readIndexSummary(base, origin) !== null) return false
  await buildIndex(base, { record, origin, embedder })
  return true
}

/** The chunks of an undamaged and current index; null if there is none, or if it cannot be read. */
export function readSentenceChunks(base: string, origin: IndexOrigin): StoredChunks | null {
  if (namedSummary(base, origin) === null) return null
  try {
    return readChunks(`${base}.db`, origin.parameters, origin.sourceHash)
  } catch (error) {
    if (error instanceof InputError || isOfSystem(error)) return null
    throw error
  }
}

/** Whether an error of the system or of SQLite says that the folder cannot be written or the disk is full. */
export function isOfSystem(error: unknown): boolean {
  return typeof (error as { code?: unknown }).code === 'string'
}
