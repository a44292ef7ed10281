import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { openSealed, sealJson } from '../../../base/integrity/sealed-json.js'
import type { Corpus } from '../../../corpus/corpus-format.js'
import { UNDECIDING_FILES } from '../../../corpus/corpus-questions.js'
import type { PatientResult } from '../index-patient.js'
import type { IndexedCorpus } from '../indexed-corpus.js'
import { writeIfChanged } from './write-if-changed.js'

/** sha256 over the hashes of every record and every file of questions. */
export function contentHash({ questions }: Corpus, patients: readonly HashedPatient[]): string {
  const files = questions.files.flatMap(({ name, path }) =>
    UNDECIDING_FILES.has(name) ? [] : [[name, sha256(readFileSync(path))] as const],
  )
  return contentHashOf(patients, files)
}

type HashedPatient = Pick<PatientResult, 'patientId' | 'sourceHash'>

function contentHashOf(
  patients: readonly HashedPatient[],
  files: readonly (readonly [name: string, sha256: string])[],
): string {
  const hash = createHash('sha256')
  for (const { patientId, sourceHash } of [...patients].sort((a, b) =>
    a.patientId < b.patientId ? -1 : 1,
  )) {
    hash.update(`${patientId} ${sourceHash}\n`)
  }
  for (const [name, sum] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${name} ${sum}\n`)
  return hash.digest('hex')
}

/**
 * The content hash of a corpus when it was last indexed, with all patients and without some; null if there is no readable
 * manifest.
 */
export function hashWithout(
  path: string,
  isLeftOut: (patientId: string) => boolean,
): { readonly all: string; readonly without: string } | null {
  const manifest = readManifest(path)
  if (manifest === null) return null
  const files = Object.entries(manifest.tables).flatMap(([name, { sha256: sum }]) =>
    UNDECIDING_FILES.has(name) ? [] : [[name, sum] as const],
  )
  const kept = manifest.patients.filter(({ patientId }) => !isLeftOut(patientId))
  return { all: contentHashOf(manifest.patients, files), without: contentHashOf(kept, files) }
}

type Manifest = {
  readonly patients: readonly HashedPatient[]
  readonly tables: Readonly<Record<string, { readonly sha256: string }>>
}

function readManifest(path: string): Manifest | null {
  if (!existsSync(path)) return null
  const text = readFileSync(path, 'utf8')
  try {
    return openSealed<Manifest>(text) ?? (JSON.parse(text) as Manifest)
  } catch {
    return null
  }
}

/** Writes manifest.json: what was read, and what came of it (files, hashes, counts, problems). */
export function writeManifest(path: string, indexed: IndexedCorpus, corpus: Corpus): void {
  const manifest = {
    format: 1,
    corpus: indexed.name,
    place: realpathSync(corpus.folder),
    contentHash: indexed.contentHash,
    parameters: indexed.parameters,
    goldSource: indexed.goldSource,
    instructions: indexed.instructions.length,
    unusable: indexed.unusable.map(({ instruction, reason }) => ({
      instructionId: instruction.instructionId,
      reason,
    })),
    tables: Object.fromEntries(
      corpus.questions.files.map(({ name, path: file }) => [
        name,
        { file: basename(file), sha256: sha256(readFileSync(file)) },
      ]),
    ),
    patients: indexed.patients.map(
      ({ status: _, seen: __, evidence: { facts: ___, ...evidence }, ...patient }) => ({
        ...patient,
        evidence,
      }),
    ),
    failed: indexed.failed,
    problems: indexed.problems,
  }
  writeIfChanged(path, sealJson(manifest, 2))
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
