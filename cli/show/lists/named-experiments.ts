import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { listExperiments } from '../../../pipeline/housekeeping/list-experiments.js'
import type { Group } from './listing.js'

/** The experiments of a workspace, the newest first. Locks and writes nothing. */
export function experimentGroups(workspace: string): Group[] {
  const entries = listExperiments(workspace).map(({ folder, lastRun }) => {
    const report = join(workspace, folder, 'report', 'report.html')
    const when = lastRun.toISOString().slice(0, 16).replace('T', ' ')
    return {
      name: basename(folder),
      text: `${when} UTC${existsSync(report) ? `, ${report}` : ', no report yet'}`,
    }
  })
  return [{ title: `experiments in ${workspace}${entries.length === 0 ? ': none' : ''}`, entries }]
}
