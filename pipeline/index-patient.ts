import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { alignEvidence } from '../corpus/align-evidence.js'
import type { Fact } from '../corpus/instruction.js'
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

/** One patient's work: plain data, so that it can be handed to a worker. */
export type PatientTask = {
  readonly patientId: string
  readonly xml: string
  readonly folder: string
  readonly parameters: IndexParameters
  readonly cuts: readonly ChartTime[]
  /** Evidence columns to align, where the corpus has no judgements of its own. */
  readonly evidence: readonly { readonly instructionId: string; readonly cells: readonly string[] }[]
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
  readonly facts: readonly Fact[]
  readonly pieces: number
  readonly unaligned: number
  /** Pieces that the cells count without writing them: 'and 2 more'. */
  readonly elided: number
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
  if (storedSourceHash(recordPath) === sourceHash) stored = readStoredRecord(recordPath, task.patientId)
  else {
    const { record, problems } = await readRecord(task.xml, task.patientId)
    known = previousVectors(task.folder, task.patientId, task.parameters, embedder.dimensions)
    stored = { record, problems, sourceHash }
    writeRecord(recordPath, stored)
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
  const align = alignEvidence(record)
  const aligned = task.evidence.map(({ instructionId, cells }) => ({ instructionId, ...align(cells) }))
  return {
    patientId: task.patientId,
    status,
    sourceHash,
    notes: record.notes.length,
    events: record.events.length,
    encounters: record.encounters.length,
    index,
    problems: stored.problems,
    facts: aligned.flatMap(({ instructionId, facts }) =>
      facts.map(({ places }, i) => ({
        instructionId,
        factId: `${instructionId}:${i + 1}`,
        relevance: 2,
        places,
      })),
    ),
    pieces: aligned.reduce((total, { pieces }) => total + pieces, 0),
    unaligned: aligned.reduce((total, { unaligned }) => total + unaligned, 0),
    elided: aligned.reduce((total, { elided }) => total + elided, 0),
  }
}

/** What a killed process left behind. */
function removeTemporaries(folder: string): void {
  for (const name of readdirSync(folder))
    if (/\.tmp(?:-journal)?$/.test(name)) rmSync(join(folder, name), { force: true })
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}
