import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { clearDamageMark, isMarkedDamaged } from '../../base/integrity/damaged-file.js'
import type { Corpus } from '../../corpus/corpus-format.js'
import { rawPlaces } from '../../corpus/formats/raw-text.js'
import type { Problem } from '../../corpus/problem.js'
import type { ChartTime } from '../../corpus/record.js'
import { type IndexParameters, indexId } from '../../indexes/chunks/parameters.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import { buildIndex, type IndexSummary, readIndexSummary } from '../../indexes/store/build-index.js'
import { previousVectors, withKnownVectors } from '../../indexes/store/previous-vectors.js'
import type { RawSource } from '../../indexes/store/raw-source.js'
import {
  readStoredRecord,
  type StoredRecord,
  storedSourceHash,
  writeRecord,
} from '../../indexes/store/record-store.js'
import {
  isInSentences,
  keepSentenceIndex,
  sentenceIndex,
  sentenceParameters,
} from '../../indexes/store/sentence-index.js'
import { deleteDamaged } from '../../indexes/store/verify-folder.js'
import { firstChanged, type SeenFiles, seeFiles } from './known/file-stamp.js'
import { type EvidenceTask, type PatientEvidence, patientEvidence } from './patient-evidence.js'

/** One patient's work: plain data, so that it can be handed to a worker. */
export type PatientTask = {
  readonly patientId: string
  /** The files that decide the record. */
  readonly files: readonly string[]
  readonly folder: string
  readonly parameters: IndexParameters
  readonly cuts: readonly ChartTime[]
  readonly evidence: readonly EvidenceTask[]
}

/** What indexing one patient gives. */
export type PatientResult = {
  readonly patientId: string
  readonly status: 'built' | 'current'
  readonly sourceHash: string
  readonly notes: number
  readonly events: number
  /** How many of the events say who the patient is. */
  readonly demographics: number
  readonly encounters: number
  readonly index: IndexSummary
  readonly problems: readonly Problem[]
  readonly evidence: PatientEvidence
  /** The record's files as they were before they were read: any later edit changes a stamp. */
  readonly seen: SeenFiles
}

/** Where records come from, and what embeds their texts. */
export type IndexTools = {
  readonly corpus: Pick<Corpus, 'fingerprint' | 'read' | 'rawText'>
  readonly embedder: Embedder
}

/** How often to read a record that keeps changing while it is read. */
const MOST_READINGS = 3

/** A patient's index is missing or out of date, and may not be built. */
export class StaleIndex extends Error {}

/**
 * Reads, stores, chunks, embeds and indexes one patient. Whatever is up to date is kept.
 * @param mayBuild false: writes nothing
 * @throws StaleIndex if something must be built but may not be
 */
export async function indexPatient(
  task: PatientTask,
  tools: IndexTools,
  mayBuild = true,
): Promise<PatientResult> {
  if (mayBuild) {
    mkdirSync(task.folder, { recursive: true, mode: 0o700 })
    removeTemporaries(task.folder)
    if (isMarkedDamaged(task.folder)) deleteDamaged(task.folder)
  }
  for (let reading = 1; ; reading++) {
    const seen = seeFiles(task.files)
    const read = await readSource(task, tools)
    // Fingerprint, record and text were read one after the other: they belong together only if no file has changed meanwhile.
    const changed = firstChanged(task.files, seen)
    if (changed === null) {
      if (!mayBuild) requireBuilt(task, tools.embedder, read)
      return indexRecord(task, { embedder: tools.embedder, source: read, seen })
    }
    if (reading === MOST_READINGS)
      throw new InputError(
        `${basename(changed)} keeps changing while it is read: index it again when no one writes to it`,
      )
  }
}

/**
 * A record, whether it must be stored, and its raw text if so. `known`, `knownSentences`: vectors of the texts of the record
 * that was stored before.
 */
type Source = {
  readonly stored: StoredRecord
  readonly isNew: boolean
  readonly rawText: string | null
  readonly known: ReadonlyMap<string, Float32Array>
  readonly knownSentences: ReadonlyMap<string, Float32Array>
}

async function readSource(task: PatientTask, { corpus, embedder }: IndexTools): Promise<Source> {
  const recordPath = join(task.folder, 'record.db')
  const sourceHash = await corpus.fingerprint(task.patientId)
  if (storedSourceHash(recordPath) === sourceHash) {
    const stored = readStoredRecord(recordPath, task.patientId)
    return { stored, isNew: false, rawText: null, known: new Map(), knownSentences: new Map() }
  }
  const { record, problems } = await corpus.read(task.patientId)
  const previous = (parameters: IndexParameters) =>
    previousVectors(task.folder, { patientId: task.patientId, parameters, dimensions: embedder.dimensions })
  return {
    stored: { record, problems, sourceHash },
    isNew: true,
    rawText: corpus.rawText?.(task.patientId) ?? null,
    known: previous(task.parameters),
    knownSentences: previous(sentenceParameters(task.parameters)),
  }
}

function rawSourceOf(text: string | null): RawSource | null {
  return text === null ? null : { text, places: rawPlaces(text) }
}

function requireBuilt(
  { folder, parameters, cuts }: PatientTask,
  embedder: Embedder,
  { stored, isNew }: Source,
): void {
  const { sourceHash } = stored
  const isBuilt =
    !isNew &&
    !isMarkedDamaged(folder) &&
    readIndexSummary(join(folder, indexId(parameters)), { parameters, sourceHash, cuts }) !== null
  const sentences = sentenceIndex(folder, parameters, sourceHash)
  const needsSentences = embedder.kind === 'static' && !isInSentences(parameters)
  if (!isBuilt || (needsSentences && readIndexSummary(sentences.base, sentences.origin) === null))
    throw new StaleIndex()
}
type RecordToIndex = {
  readonly embedder: Embedder
  readonly source: Source
  readonly seen: SeenFiles
}

async function indexRecord(
  task: PatientTask,
  { embedder, source: { stored, isNew, rawText, known, knownSentences }, seen }: RecordToIndex,
): Promise<PatientResult> {
  const { record, sourceHash } = stored
  let status: PatientResult['status'] = 'current'
  if (isNew) {
    writeRecord(join(task.folder, 'record.db'), stored, rawSourceOf(rawText))
    status = 'built'
  }
  const origin = { parameters: task.parameters, sourceHash, cuts: task.cuts }
  const base = join(task.folder, indexId(task.parameters))
  let index = readIndexSummary(base, origin)
  if (index === null) {
    index = await buildIndex(base, {
      record: stored.record,
      origin,
      embedder: withKnownVectors(embedder, known),
    })
    status = 'built'
  }
  // With a transformer this takes as long as the index itself, so it is made only when it is first needed.
  if (embedder.kind === 'static' && !isInSentences(task.parameters)) {
    const { base, origin } = sentenceIndex(task.folder, task.parameters, sourceHash)
    if (
      await keepSentenceIndex(base, { record, origin, embedder: withKnownVectors(embedder, knownSentences) })
    )
      status = 'built'
  }
  // Everything that was found damaged has been rebuilt by now.
  if (isMarkedDamaged(task.folder)) clearDamageMark(task.folder)
  return {
    patientId: task.patientId,
    status,
    sourceHash,
    notes: record.notes.length,
    events: record.events.length,
    demographics: record.events.filter(({ domain }) => domain === 'person').length,
    encounters: record.encounters.length,
    index,
    problems: stored.problems,
    evidence: patientEvidence(record, task.evidence),
    seen,
  }
}

/** Removes what a killed process left behind. */
function removeTemporaries(folder: string): void {
  for (const name of readdirSync(folder))
    if (/\.tmp(?:-journal)?$/.test(name)) rmSync(join(folder, name), { force: true })
}
