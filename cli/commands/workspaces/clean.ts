import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { findUnneeded } from '../../../pipeline/housekeeping/find-unneeded.js'
import { formatSize } from '../../../pipeline/housekeeping/format-size.js'
import { namedAnswers } from '../../../pipeline/housekeeping/named-answers.js'
import { removeUnneeded } from '../../../pipeline/housekeeping/remove-unneeded.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import type { CommonOptions } from '../command-options.js'
import { inWorkspace, readingWorkspace } from '../in-workspace.js'

/** Options of `chartsift clean`. */
export type CleanOptions = CommonOptions & {
  readonly yes: boolean
  readonly answers: string[]
  readonly json: boolean
}

/** Lists what a workspace no longer needs and deletes it with --yes. @returns the exit code */
export async function clean(options: CleanOptions): Promise<number> {
  const { workspace: folder, yes } = options
  if (!existsSync(folder)) throw new InputError(`expected a workspace at ${folder}, found nothing`)
  const work = async (workspace: Workspace) => cleanIn(workspace, options)
  return yes ? inWorkspace(options, work) : readingWorkspace(options, work)
}

function cleanIn({ folder }: Workspace, { yes, json, quiet, answers: names }: CleanOptions): number {
  const answers = namedAnswers(folder, names)
  const gone = new Set(answers.flatMap(({ paths }) => paths))
  const found = findUnneeded(folder, new Date()).filter(
    // The contexts belong to an experiment that is deleted completely.
    ({ kind, paths }) => kind !== 'contexts' || ![...gone].some((place) => paths[0]!.startsWith(`${place}/`)),
  )
  const all = [...found, ...answers.map((one) => ({ kind: 'answers' as const, ...one }))]
  const bytes = all.reduce((sum, one) => sum + one.bytes, 0)
  if (yes) {
    removeUnneeded(folder, found)
    for (const path of gone) rmSync(join(folder, path), { recursive: true, force: true })
  }
  if (json) process.stdout.write(`${JSON.stringify({ removed: yes, bytes, unneeded: all })}\n`)
  else if (!quiet) {
    const lines = all.map(({ what, bytes: size }) => `${formatSize(size).padStart(8)}  ${what}\n`)
    process.stdout.write(lines.join('') + totalLine(all.length, bytes, yes))
  }
  return 0
}

function totalLine(count: number, bytes: number, isRemoved: boolean): string {
  if (count === 0) return 'nothing to remove: everything is needed\n'
  return isRemoved
    ? `${formatSize(bytes)} removed\n`
    : `${formatSize(bytes)} in total; --yes removes it. Answers and grades are removed only if you name them: --answers NAME\n`
}
