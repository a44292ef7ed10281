import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { markDamaged } from '../../base/integrity/damaged-file.js'
import { openSealed } from '../../base/integrity/sealed-json.js'
import { openCorpus } from '../../corpus/formats/open-corpus.js'
import { damagedFiles } from '../../indexes/store/verify-folder.js'
import { type Execution, pauseFor } from '../workspace/execution.js'
import type { Workspace } from '../workspace/workspace.js'
import type { CorpusRequest } from './indexed-corpus.js'

/**
 * Checks every byte that is stored for a corpus. Gives the paths of damaged or missing files, relative to the workspace, and
 * marks their patients: the next `chartsift index` builds them again. Changes nothing else.
 */
export async function verifyCorpus(
  workspace: Workspace,
  { folder, ehrs }: CorpusRequest,
  { progress, signal }: Execution,
): Promise<string[]> {
  const patients = (await openCorpus({ folder, ehrs })).patients()
  const root = workspace.corpusFolder(folder, ehrs)
  const place = join('corpora', basename(root))
  const sealed = [
    join(place, 'manifest.json'),
    join(place, 'indexes.json'),
    join('stamps', `${basename(root)}.json`),
  ]
  const damaged = sealed.filter((file) => isDamaged(join(workspace.folder, file)))
  progress.start('verify', patients.length)
  for (const { patientId } of patients) {
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
