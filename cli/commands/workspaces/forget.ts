import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { InputError } from '../../../base/errors/input-error.js'
import { deleteTraces } from '../../../pipeline/forgetting/delete-traces.js'
import { findTraces, type Trace, type Traces } from '../../../pipeline/forgetting/find-traces.js'
import { type LostReport, writeAgain } from '../../../pipeline/forgetting/write-again.js'
import { filesNaming, outsidePlaces } from '../../../pipeline/forgetting/written-outside.js'
import { addedMeasures } from '../../../pipeline/opened/added-measures.js'
import { Tombstones } from '../../../pipeline/workspace/tombstones.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import { Stopped } from '../../output/stopped.js'
import { withoutChange } from '../../output/visible-streams.js'
import type { CommonOptions } from '../command-options.js'
import { inWorkspace, readingWorkspace, type Watch } from '../in-workspace.js'

/** Options of `chartsift forget`. */
export type ForgetOptions = CommonOptions & {
  readonly patient: string
  readonly dryRun: boolean
  readonly yes: boolean
  readonly json: boolean
}

/** Deletes every trace of a patient, or lists them with --dry-run. @returns the exit code */
export async function forget(options: ForgetOptions): Promise<number> {
  const { workspace: folder, patient, dryRun } = options
  if (!existsSync(folder)) throw new InputError(`expected a workspace at ${folder}, found nothing`)
  if (patient.trim() === '' || /[/\\\0]/.test(patient) || /^\.+$/.test(patient)) {
    throw new InputError(`expected a patient id, found '${patient}'`)
  }
  const work = (workspace: Workspace, watch: Watch) => forgetIn(workspace, options, watch)
  return dryRun ? readingWorkspace(options, work) : inWorkspace(options, work)
}

async function forgetIn(workspace: Workspace, options: ForgetOptions, watch: Watch): Promise<number> {
  const { folder } = workspace
  const { patient, dryRun, json, quiet } = options
  const found = findTraces(folder, patient)
  const wasForgotten = Tombstones.of(folder).has(patient)
  if (found.traces.length === 0 && !wasForgotten)
    throw new InputError(`the workspace ${folder} has no data for patient ${patient}`)
  const outside = await filesNaming(outsidePlaces(folder), [patient, ...found.instructionIds])
  if (!json && !quiet) process.stdout.write(dryRunText(found, options, wasForgotten))
  if (!dryRun && found.traces.length > 0) {
    await requireConsent(options)
    const reports = reportsOf(folder, found.traces)
    deleteTraces(folder, patient, found.traces)
    for (const report of reports) await tellWrittenAgain(report, { workspace, options, watch })
  }
  if (json) {
    const { traces } = found
    const deleted = dryRun ? [] : traces.map(({ place }) => place)
    process.stdout.write(`${JSON.stringify({ patientId: patient, deleted, dryRun, traces, outside })}\n`)
  } else if (!quiet) {
    if (!dryRun) process.stdout.write(found.traces.map(({ place }) => `deleted from ${place}\n`).join(''))
    process.stdout.write(outsideText(outside))
  }
  return 0
}

function dryRunText(
  { traces }: Traces,
  { patient, workspace }: ForgetOptions,
  wasForgotten: boolean,
): string {
  if (traces.length === 0)
    return `patient ${patient} is forgotten: the workspace ${workspace} has no data for this patient\n`
  const lines = traces.map(({ place, what }) => `  ${place}: ${what}\n`)
  const shared = traces.some(({ kind }) => kind === 'file' || kind === 'corpus')
    ? 'Data shared by all patients is deleted completely; chartsift rebuilds it when needed.\n'
    : ''
  return `The workspace ${workspace} contains the following data for patient ${patient}:\n${lines.join('')}${shared}${wasForgotten ? '' : TOMBSTONE}`
}

const TOMBSTONE = `Contexts, answers and grades of other patients stay, and reports are written again from them. The record in the corpus stays as well;
'chartsift index' skips it from then on ('--unforget ID' reads it again).
`

function outsideText(outside: readonly string[]): string {
  return outside.length === 0
    ? ''
    : `Files outside the workspace with data of this patient; chartsift wrote them and does not delete them:\n${outside.map((path) => `  ${path}\n`).join('')}`
}

/** @throws InputError if there is no terminal to confirm on, Stopped if the user declines */
async function requireConsent({ yes, json }: ForgetOptions): Promise<void> {
  if (yes) return
  if (json || !process.stdin.isTTY || !process.stderr.isTTY)
    throw new InputError(
      'nothing was deleted: add --yes to delete, or --dry-run to list what would be deleted',
    )
  const lines = createInterface({ input: process.stdin, output: withoutChange(process.stderr) })
  try {
    const answer = await lines.question('Delete it? [y/N] ')
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new Stopped('nothing was deleted')
  } finally {
    lines.close()
  }
}

/** The reports that are deleted with the rows they were made from, read before the deletion. */
function reportsOf(workspace: string, traces: readonly Trace[]): LostReport[] {
  return traces
    .filter(({ kind }) => kind === 'report')
    .map(({ place }) => {
      const folder = dirname(join(workspace, place))
      return {
        folder,
        hasItems: existsSync(join(folder, 'report', 'items.html')),
        addedMeasures: addedMeasures(folder),
      }
    })
}
type ForgetWork = {
  readonly workspace: Workspace
  readonly options: ForgetOptions
  readonly watch: Watch
}

async function tellWrittenAgain(
  report: LostReport,
  { workspace, options: { quiet, json }, watch }: ForgetWork,
): Promise<void> {
  const reason = await writeAgain(report, workspace, { workers: availableParallelism(), ...watch })
  if (reason !== null)
    process.stderr.write(
      `the report of ${report.folder} was deleted and could not be rewritten: ${reason}; run 'chartsift report' with its experiment file\n`,
    )
  else if (!quiet && !json) process.stdout.write(`rewritten: ${join(report.folder, 'report')}\n`)
}
