import { readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { forgetReplies } from '../../generators/servers/response-cache.js'
import { hashWithout } from '../index/known/corpus-manifest.js'
import { sameId, Tombstones } from '../workspace/tombstones.js'
import type { Trace, TraceKind } from './find-traces.js'
import { deleteStored } from './stored-patient.js'

/**
 * Deletes what `findTraces` found, and sets a tombstone first, so that indexing cannot bring the patient back if this stops
 * halfway. Derived files go before the files that lead to them, so that the same command finds the rest after a kill.
 */
export function deleteTraces(workspace: string, patientId: string, traces: readonly Trace[]): void {
  const tombstones = Tombstones.of(workspace)
  tombstones.add(patientId)
  for (const { place, kind } of traces) {
    if (kind !== 'patient') continue
    // Experiments over the corpus remain valid for the corpus without the patient.
    const manifest = join(workspace, dirname(dirname(place)), 'manifest.json')
    const hashes = hashWithout(manifest, (id) => sameId(id, patientId))
    if (hashes !== null && hashes.all !== hashes.without) tombstones.link(hashes.without, hashes.all)
  }
  tombstones.write()
  for (const { place, kind } of deletionOrder(traces)) DELETE[kind](join(workspace, place), patientId)
  for (const folder of ['corpora', 'experiments', 'stamps', 'cache'])
    removeTemporaries(join(workspace, folder))
}

const ORDER: readonly TraceKind[] = [
  'file',
  'report',
  'corpus',
  'replies',
  'experiment',
  'unreadable',
  'patient',
]

/** Derived files first, the files that lead to them last. */
export function deletionOrder(traces: readonly Trace[]): Trace[] {
  return ORDER.flatMap((step) => traces.filter(({ kind }) => kind === step))
}

const DELETE: Readonly<Record<TraceKind, (path: string, patientId: string) => void>> = {
  patient: remove,
  corpus: remove,
  experiment: deleteStored,
  unreadable: remove,
  report: remove,
  replies: (path, patientId) => void forgetReplies(path, patientId),
  file: remove,
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true })
}

/** Half-written files of processes that were killed may hold anything. */
function removeTemporaries(folder: string): void {
  let names: string[] = []
  try {
    names = readdirSync(folder, { recursive: true }).map(String)
  } catch {
    return
  }
  for (const name of names) if (/\.tmp(?:-[a-z]+)?$/.test(name)) rmSync(join(folder, name), { force: true })
}
