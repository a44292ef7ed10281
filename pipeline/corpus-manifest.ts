import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { CorpusFolder } from '../corpus/open-corpus.js'
import { sealJson } from '../indexes/integrity/sealed-json.js'
import { writeIfChanged } from './corpus-index/write-if-changed.js'
import type { IndexedCorpus } from './index-corpus.js'
import type { PatientResult } from './index-patient.js'

/** Tables that decide nothing of an experiment. */
const UNREAD = new Set(['reviewed'])

/** sha256 over the hashes of every record and table read. */
export function contentHash(folder: CorpusFolder, patients: readonly PatientResult[]): string {
  const hash = createHash('sha256')
  for (const { patientId, sourceHash } of [...patients].sort((a, b) =>
    a.patientId < b.patientId ? -1 : 1,
  )) {
    hash.update(`${patientId} ${sourceHash}\n`)
  }
  for (const [table, path] of Object.entries(folder.tables).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (path !== null && !UNREAD.has(table)) hash.update(`${table} ${sha256(readFileSync(path))}\n`)
  }
  return hash.digest('hex')
}

/** What was read and what came of it: files, hashes, counts, problems. */
export function writeManifest(path: string, indexed: IndexedCorpus, folder: CorpusFolder): void {
  const manifest = {
    format: 1,
    corpus: indexed.name,
    contentHash: indexed.contentHash,
    parameters: indexed.parameters,
    goldSource: indexed.goldSource,
    instructions: indexed.instructions.length,
    unusable: indexed.unusable.map(({ instruction, reason }) => ({
      instructionId: instruction.instructionId,
      reason,
    })),
    tables: Object.fromEntries(
      Object.entries(folder.tables).flatMap(([table, file]) =>
        file === null ? [] : [[table, { file: basename(file), sha256: sha256(readFileSync(file)) }]],
      ),
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
