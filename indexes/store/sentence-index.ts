import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import type { PatientRecord } from '../../corpus/record.js'
import { HNSW_DEFAULTS, type IndexParameters, indexId, type NoteUnit } from '../chunks/parameters.js'
import type { Embedder } from '../embedders/embedder.js'
import { buildIndex, namedSummary, readIndexSummary } from './build-index.js'
import { type IndexOrigin, readChunks, type StoredChunks } from './index-store.js'

const SENTENCES: NoteUnit = { chunk: 'sentence', windowTokens: 64 }

/** Whether an index with these parameters has sentences and series as its units. */
export function isInSentences({ unit, events }: IndexParameters): boolean {
  return unit.chunk === 'sentence' && events === 'series'
}

/** Of the index in sentences and series that is beside one of another unit. It has no graph: all of it is scored. */
export function sentenceParameters(parameters: IndexParameters): IndexParameters {
  return { ...parameters, unit: SENTENCES, events: 'series', search: 'exact', hnsw: HNSW_DEFAULTS }
}

/** Where the index of sentences of a patient's folder lies, and what it is made from. */
export function sentenceIndex(
  folder: string,
  parameters: IndexParameters,
  sourceHash: string,
): { readonly base: string; readonly origin: IndexOrigin } {
  const own = sentenceParameters(parameters)
  return { base: join(folder, indexId(own)), origin: { parameters: own, sourceHash, cuts: [] } }
}

export type SentenceSource = {
  readonly record: PatientRecord
  readonly origin: IndexOrigin
  readonly embedder: Embedder
}

/** Builds it if there is none that is whole and current. True if it was built. */
export async function keepSentenceIndex(
  base: string,
  { record, origin, embedder }: SentenceSource,
): Promise<boolean> {
  if (readIndexSummary(base, origin) !== null) return false
  await buildIndex(base, { record, origin, embedder })
  return true
}

/** The chunks of a whole and current index; null if there is none, or none that can be read. */
export function readSentenceChunks(base: string, origin: IndexOrigin): StoredChunks | null {
  if (namedSummary(base, origin) === null) return null
  try {
    return readChunks(`${base}.db`, origin.parameters, origin.sourceHash)
  } catch (error) {
    if (error instanceof InputError || isOfSystem(error)) return null
    throw error
  }
}

/** An error of a folder that may not be written to or of a full disk, as the system or SQLite tells it. */
export function isOfSystem(error: unknown): boolean {
  return typeof (error as { code?: unknown }).code === 'string'
}
