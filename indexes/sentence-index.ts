import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { PatientRecord } from '../corpus/record.js'
import { buildIndex, readIndexSummary } from './build-index.js'
import type { Embedder } from './embedder.js'
import { type IndexOrigin, isCurrentIndex } from './index-store.js'
import { HNSW_DEFAULTS, type IndexParameters, indexId, type NoteUnit } from './parameters.js'

const SENTENCES: NoteUnit = { chunk: 'sentence', windowTokens: 64 }

export function isInSentences({ unit, events }: IndexParameters): boolean {
  return unit.chunk === 'sentence' && events === 'series'
}

/** Of the index in sentences and series that lies beside one of another unit. It has no graph: all of it is scored. */
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

/** Builds it where there is none that is whole and current. True where it was built. */
export async function keepSentenceIndex(
  base: string,
  record: PatientRecord,
  origin: IndexOrigin,
  embedder: Embedder,
): Promise<boolean> {
  if (readIndexSummary(base, origin) !== null) return false
  await buildIndex(base, record, origin, embedder)
  return true
}

/** As far as can be told without reading its vectors, whose reader looks for itself. */
export function hasSentenceIndex(base: string, origin: IndexOrigin): boolean {
  return existsSync(`${base}.json`) && isCurrentIndex(`${base}.db`, origin)
}
