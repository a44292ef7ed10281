import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '../../../base/files/write-atomically.js'
import type { ExperimentComparison } from '../../../eval/compare/experiment-comparison.js'
import { compareHtml } from '../../../eval/report/compare/compare-html.js'
import { comparisonList, type ListedComparison } from '../../../eval/report/compare/comparison-list.js'

/**
 * Writes a comparison into a workspace, as a page and as JSON under compare/, and lists all of them in compare.html. Each pair
 * has its own files, so other comparisons stay. No file holds record text. Gives the path of the page.
 * @param pair folder names of the two experiments
 */
export function writeComparison(
  workspace: string,
  pair: readonly [string, string],
  comparison: ExperimentComparison,
): string {
  const folder = join(workspace, 'compare')
  const name = pair.join('--')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  write(join(folder, `${name}.json`), `${JSON.stringify(comparison, null, 2)}\n`)
  const page = join(folder, `${name}.html`)
  write(page, compareHtml(comparison, '../compare.html'))
  write(join(workspace, 'compare.html'), comparisonList(listedIn(folder)))
  return page
}

function listedIn(folder: string): ListedComparison[] {
  const names = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return names.toSorted().flatMap((file) => {
    const comparison = readComparison(join(folder, file))
    const page = `compare/${encodeURIComponent(file.replace(/\.json$/, '.html'))}`
    return comparison === null ? [] : [{ page, comparison }]
  })
}

/** Null if the file is not ours or is incomplete: then the list leaves it out. */
function readComparison(path: string): ExperimentComparison | null {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<ExperimentComparison> | null
    return typeof value?.first === 'string' && Array.isArray(value.cells)
      ? (value as ExperimentComparison)
      : null
  } catch {
    return null
  }
}

function write(path: string, text: string): void {
  writeAtomically(path, (temporary) => writeFileSync(temporary, text, { mode: 0o600 }))
}
