import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Group } from './listing.js'

/** What was run in a workspace, the newest first. Nothing is locked or opened. */
export function listExperiments(workspace: string): Group[] {
  const folder = join(workspace, 'experiments')
  const names = existsSync(folder) ? readdirSync(folder) : []
  const entries = names
    .flatMap((name) => {
      const results = statSync(join(folder, name, 'results.db'), { throwIfNoEntry: false })
      return results === undefined ? [] : [{ name, changed: results.mtime }]
    })
    .sort((a, b) => b.changed.getTime() - a.changed.getTime())
    .map(({ name, changed }) => {
      const report = join(folder, name, 'report', 'report.html')
      const when = changed.toISOString().slice(0, 16).replace('T', ' ')
      return { name, text: `${when} UTC${existsSync(report) ? `, ${report}` : ', no report yet'}` }
    })
  return [{ title: `experiments in ${workspace}${entries.length === 0 ? ': none' : ''}`, entries }]
}
