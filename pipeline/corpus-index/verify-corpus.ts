import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openCorpus } from '../../corpus/open-corpus.js'
import { markDamaged } from '../../indexes/integrity/damaged-file.js'
import { openSealed } from '../../indexes/integrity/sealed-json.js'
import { damagedFiles } from '../../indexes/integrity/verify-folder.js'
import { type Execution, pauseFor } from '../execution.js'
import type { CorpusRequest } from '../index-corpus.js'
import type { Workspace } from '../workspace.js'

/**
 * Looks at every byte of what is stored of a corpus. Gives the paths of the files that are damaged or missing, relative to
 * the workspace, and marks their patients: the next `chartsift index` builds them again. Changes nothing else.
 */
export async function verifyCorpus(
  workspace: Workspace,
  { folder, ehrs }: CorpusRequest,
  { progress, signal }: Execution,
): Promise<string[]> {
  const { records } = openCorpus(folder, ehrs)
  const root = workspace.corpusFolder(folder, ehrs)
  const place = join('corpora', basename(root))
  const sealed = [
    join(place, 'manifest.json'),
    join(place, 'indexes.json'),
    join('stamps', `${basename(root)}.json`),
  ]
  const damaged = sealed.filter((file) => isDamaged(join(workspace.folder, file)))
  progress.start('verify', records.length)
  for (const { patientId } of records) {
    await pauseFor(signal)
    const patient = join(root, 'patients', patientId)
    const names = existsSync(patient) ? damagedFiles(patient) : []
    if (names.length > 0) markDamaged(patient)
    damaged.push(...names.map((name) => join(place, 'patients', patientId, name)))
    progress.advance(patientId)
  }
  progress.finish()
  return damaged
}

function isDamaged(path: string): boolean {
  return existsSync(path) && openSealed(readFileSync(path, 'utf8')) === null
}
