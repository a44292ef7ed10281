import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { writeAtomically } from '../../base/files/write-atomically.js'
import { openSealed, sealJson } from '../../base/integrity/sealed-json.js'
import { isIntact } from '../../base/integrity/sidecar.js'
import type { PatientRecord } from '../../corpus/record.js'
import { chunkRecord } from '../chunks/chunk-record.js'
import type { Embedder } from '../embedders/embedder.js'
import { embedChunks } from '../vectors/embed-chunks.js'
import { writeHnsw } from '../vectors/hnsw-file.js'
import { writeMatrix } from '../vectors/matrix-file.js'
import { buildAuditedHnsw, type RecallAudit } from '../vectors/recall-audit.js'
import { type IndexOrigin, isCurrentIndex, writeChunks } from './index-store.js'

/** A summary of one patient's index. `recall` is null if there is no graph, or if the graph is empty. */
export type IndexSummary = {
  readonly chunks: number
  readonly vectors: number
  readonly recall: RecallAudit | null
}

const AUDIT_K = 20
const AUDIT_QUERIES = 50

/** What the index of a patient is built from. */
export type IndexSource = {
  readonly record: PatientRecord
  readonly origin: IndexOrigin
  readonly embedder: Embedder
}

/** Builds the index of one record at `base`.db, .f32, .hnsw and .json. The .json is written last and marks the index complete. */
export async function buildIndex(
  base: string,
  { record, origin, embedder }: IndexSource,
): Promise<IndexSummary> {
  const { parameters } = origin
  const chunks = await chunkRecord(record, { cuts: origin.cuts, parameters, embedder })
  const { matrix, rows, tokens, count } = await embedChunks(chunks, record, embedder)
  writeChunks(`${base}.db`, origin, { chunks, vectors: rows, tokens })
  writeMatrix(`${base}.f32`, matrix, embedder.dimensions)
  let recall: RecallAudit | null = null
  if (parameters.search !== 'exact') {
    const audited = buildAuditedHnsw(matrix, {
      dimensions: embedder.dimensions,
      parameters: parameters.hnsw,
      k: AUDIT_K,
      queries: AUDIT_QUERIES,
    })
    recall = audited.recall
    writeHnsw(`${base}.hnsw`, audited.graph, { embedder: parameters.embedder, recall })
  }
  const summary: IndexSummary = { chunks: chunks.length, vectors: count, recall }
  writeAtomically(`${base}.json`, (temporary) =>
    writeFileSync(temporary, sealJson({ origin, summary }, 2), { mode: 0o600 }),
  )
  return summary
}

/** The summary of a complete and undamaged index that was made from exactly this origin; else null, and the index must be rebuilt. */
export function readIndexSummary(base: string, origin: IndexOrigin): IndexSummary | null {
  const summary = namedSummary(base, origin)
  if (summary === null || !isCurrentIndex(`${base}.db`, origin)) return null
  if (!isIntact(`${base}.f32`)) return null
  if (origin.parameters.search !== 'exact' && !isIntact(`${base}.hnsw`)) return null
  return summary
}

/** The summary that marks an index of this origin complete; null if there is none. Does not check the other files. */
export function namedSummary(base: string, origin: IndexOrigin): IndexSummary | null {
  if (!existsSync(`${base}.json`)) return null
  const named = openSealed<{ origin: IndexOrigin; summary: IndexSummary }>(
    readFileSync(`${base}.json`, 'utf8'),
  )
  return named !== null && JSON.stringify(named.origin) === JSON.stringify(origin) ? named.summary : null
}
