import { existsSync } from 'node:fs'
import Table from 'cli-table3'
import { InputError } from '../../../base/errors/input-error.js'
import { formatCount } from '../../../base/text/format-count.js'
import { formatAge, formatSize } from '../../../pipeline/housekeeping/format-size.js'
import { type ListedExperiment, listExperiments } from '../../../pipeline/housekeeping/list-experiments.js'
import type { CommonOptions } from '../command-options.js'
import { readingWorkspace } from '../in-workspace.js'

/** Options of `chartsift experiments`. */
export type ExperimentsOptions = CommonOptions & { readonly json: boolean }

/** Lists the experiments of a workspace, the newest first. @returns the exit code */
export async function experiments(options: ExperimentsOptions): Promise<number> {
  const { workspace: folder, json } = options
  if (!existsSync(folder)) throw new InputError(`expected a workspace at ${folder}, found nothing`)
  return readingWorkspace(options, async () => {
    const listed = listExperiments(folder)
    process.stdout.write(json ? `${JSON.stringify(listed.map(lineOf))}\n` : tableOf(listed, new Date()))
    return 0
  })
}

function lineOf({ origin, ...listed }: ListedExperiment) {
  return { ...listed, file: origin?.places.file ?? null, state: stateOf(listed) }
}

function tableOf(listed: readonly ListedExperiment[], now: Date): string {
  if (listed.length === 0) return 'no experiments\n'
  const table = new Table({
    head: ['experiment', 'folder', 'state', 'instructions ×\narms ×\ngenerators', 'size', 'age'],
    colWidths: [24, 16, 14, 18, 9, 12],
    wordWrap: true,
    style: { head: [], border: [] },
  })
  for (const one of listed) {
    const { name, folder, counts, bytes, lastRun } = one
    const size = counts === null ? '' : `${counts.instructions} × ${counts.arms} × ${counts.generators}`
    const id = /-([0-9a-f]{12})$/.exec(folder)?.[1]
    table.push([
      // The table would cut a name, because a name is one long word.
      name.match(/.{1,22}/g)!.join('\n'),
      id === undefined ? folder : `…-${id}`,
      stateOf(one),
      size,
      formatSize(bytes),
      formatAge(lastRun, now),
    ])
  }
  return `${table.toString()}\n`
}

function stateOf({ counts, isSuperseded }: Pick<ListedExperiment, 'counts' | 'isSuperseded'>): string {
  if (counts === null) return 'cannot be read'
  const { answers, expected } = counts
  const done =
    answers >= expected && expected > 0
      ? 'finished'
      : `${formatCount(answers)} of ${formatCount(expected)} answered`
  return isSuperseded ? `${done}, superseded` : done
}
