import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { InputError } from '../corpus/input-error.js'
import { readLinearised } from '../corpus/linearised.js'
import type { Problem } from '../corpus/problem.js'
import { readRecord } from '../corpus/read-record.js'
import type { ChartTime } from '../corpus/record.js'
import { buildIndex, type IndexSummary, readIndexSummary } from '../indexes/build-index.js'
import type { Embedder } from '../indexes/embedder.js'
import { type IndexParameters, indexId } from '../indexes/parameters.js'
import { previousVectors, withKnownVectors } from '../indexes/previous-vectors.js'
import {
  readStoredRecord,
  type StoredRecord,
  storedSourceHash,
  writeRecord,
} from '../indexes/record-store.js'
import {
  isInSentences,
  keepSentenceIndex,
  sentenceIndex,
  sentenceParameters,
} from '../indexes/sentence-index.js'
import { type EvidenceTask, type PatientEvidence, patientEvidence } from './patient-evidence.js'

/** One patient's work: plain data, so that it can be handed to a worker. */
export type PatientTask = {
  readonly patientId: string
  readonly xml: string
  readonly folder: string
  readonly parameters: IndexParameters
  readonly cuts: readonly ChartTime[]
  readonly evidence: readonly EvidenceTask[]
}

export type PatientResult = {
  readonly patientId: string
  readonly status: 'built' | 'current'
  readonly sourceHash: string
  readonly notes: number
  readonly events: number
  readonly encounters: number
  readonly index: IndexSummary
  readonly problems: readonly Problem[]
  readonly evidence: PatientEvidence
}

/** Reads, stores, chunks, embeds and indexes one patient. What is there already and still true is left alone. */
export async function indexPatient(task: PatientTask, embedder: Embedder): Promise<PatientResult> {
  mkdirSync(task.folder, { recursive: true, mode: 0o700 })
  removeTemporaries(task.folder)
  const recordPath = join(task.folder, 'record.db')
  const sourceHash = await hashFile(task.xml)
  let stored: StoredRecord
  let status: PatientResult['status'] = 'current'
  let known = new Map<string, Float32Array>()
  let knownSentences = new Map<string, Float32Array>()
  if (storedSourceHash(recordPath) === sourceHash) stored = readStoredRecord(recordPath, task.patientId)
  else {
    const { record, problems } = await readRecord(task.xml, task.patientId)
    known = previousVectors(task.folder, task.patientId, task.parameters, embedder.dimensions)
    knownSentences = previousVectors(
      task.folder,
      task.patientId,
      sentenceParameters(task.parameters),
      embedder.dimensions,
    )
    stored = { record, problems, sourceHash }
    writeRecord(recordPath, stored, readLinearised(task.xml))
    status = 'built'
  }
  const origin = { parameters: task.parameters, sourceHash, cuts: task.cuts }
  const base = join(task.folder, indexId(task.parameters))
  let index = readIndexSummary(base, origin)
  if (index === null) {
    index = await buildIndex(base, stored.record, origin, withKnownVectors(embedder, known))
    status = 'built'
  }
  const { record } = stored
  // Of a transformer it takes as long again as the index itself, so there it is made when it is first needed.
  if (embedder.kind === 'static' && !isInSentences(task.parameters)) {
    const { base, origin } = sentenceIndex(task.folder, task.parameters, sourceHash)
    if (await keepSentenceIndex(base, record, origin, withKnownVectors(embedder, knownSentences)))
      status = 'built'
  }
  return {
    patientId: task.patientId,
    status,
    sourceHash,
    notes: record.notes.length,
    events: record.events.length,
    encounters: record.encounters.length,
    index,
    problems: stored.problems,
    evidence: patientEvidence(record, task.evidence),
  }
}

/** What a killed process left behind. */
function removeTemporaries(folder: string): void {
  for (const name of readdirSync(folder))
    if (/\.tmp(?:-journal)?$/.test(name)) rmSync(join(folder, name), { force: true })
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  } catch (error) {
    throw new InputError(
      `${basename(path)}: cannot be read: ${(error as { code?: string }).code ?? 'unknown reason'}`,
    )
  }
  return hash.digest('hex')
}
