import type { Experiment } from '../../../pipeline/experiment/experiment.js'
import { placeOf } from '../../../pipeline/experiment/form/place-of.js'
import { openExperiment, openStoredExperiment } from '../../../pipeline/experiment/open-experiment.js'
import {
  type GeneratorChoices,
  type OpenedGenerators,
  openGenerators,
} from '../../../pipeline/experiment/open-generators.js'
import { thisMoment, thisSession } from '../../../pipeline/experiment/origin/this-session.js'
import type { ExperimentPlan } from '../../../pipeline/experiment/plan/experiment-plan.js'
import { planFor } from '../../../pipeline/experiment/plan/read-plan.js'
import { isFinal } from '../../../pipeline/failures/final-failure.js'
import type { Tolerance } from '../../../pipeline/failures/tolerance.js'
import { checkBudgets, checkWindows } from '../../../pipeline/fit/check-windows.js'
import { contextsIn, previewedStrategies, requireContrasts } from '../../../pipeline/fit/contrast-fit.js'
import { checkLabels } from '../../../pipeline/jury/labels/check-labels.js'
import { openJury } from '../../../pipeline/jury/open-jury.js'
import type { OpenedJury } from '../../../pipeline/jury/opened-jury.js'
import { addedMeasures } from '../../../pipeline/opened/added-measures.js'
import { failuresOf } from '../../../pipeline/opened/failures.js'
import { writeReport } from '../../../pipeline/report/report-folder.js'
import { wholeRecordFit } from '../../../pipeline/report/whole-record-fit.js'
import type { ResultsStore } from '../../../pipeline/results/results-store.js'
import { gradeResponses } from '../../../pipeline/run/grade-responses.js'
import { previewContexts } from '../../../pipeline/run/preview-contexts.js'
import { runExperiment } from '../../../pipeline/run/run-experiment.js'
import { scoreExperiment } from '../../../pipeline/score/score-experiment.js'
import type { Execution } from '../../../pipeline/workspace/execution.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import { dryRunText, modelLines } from '../../show/dry-run-text.js'
import type { CommonOptions, TableOptions } from '../command-options.js'
import { inWorkspace, readingWorkspace, type Watch } from '../in-workspace.js'
import { tableWidth } from '../table-width.js'
import { givenFile } from './given-file.js'
import { listExperimentFailures } from './list-experiment-failures.js'

/** Options of `chartsift run`. */
export type RunCommandOptions = CommonOptions &
  TableOptions & {
    readonly resume: boolean
    readonly fresh: boolean
    readonly dryRun: boolean
    readonly repeat: number
    readonly maxFailed?: Tolerance
    readonly plan?: string
    readonly allowHost: string[]
    readonly workers: number
    readonly json: boolean
  }

/** What a run needs besides its options. */
type OpenedRun = OpenedGenerators & {
  readonly experiment: Experiment
  readonly path: string
  readonly jury: OpenedJury
  readonly plan: ExperimentPlan | null
  readonly workspace: Workspace
}

async function runAndReport(
  { experiment, path, generators, asker, jury, plan, workspace }: OpenedRun,
  options: RunCommandOptions,
  execution: Execution,
): Promise<0 | 1> {
  const { fresh, resume: retryFailed, repeat } = options
  const run = {
    generators,
    asker,
    workspace,
    options: { fresh, retryFailed, session: thisSession(path, repeat) },
    ...(plan === null ? {} : { declared: { plan, time: thisMoment() } }),
    check: (store: ResultsStore) => requireContrasts(experiment, contextsIn(store)),
  }
  const ran = await runExperiment(experiment, run, execution)
  try {
    const stored = ran.withMeasures(addedMeasures(ran.folder))
    await gradeResponses(stored, { judges: jury.judges, retryFailed }, execution)
    const written = writeReport(stored, scoreExperiment(stored))
    process.stdout.write(
      options.json ? written.summaryJson : `${written.table(tableWidth(options))}\nreport: ${written.html}\n`,
    )
    const code = listExperimentFailures(stored, options.maxFailed)
    if (code !== 0 && failuresOf(stored).responses.some(({ reason }) => !isFinal(reason)))
      process.stderr.write(
        "'run --resume' retries failures that may succeed now; --max-failed sets how much may fail\n",
      )
    return code
  } finally {
    ran.store.close()
  }
}

function choicesOf(
  { allowHost, repeat, fresh }: RunCommandOptions,
  path: string,
  { progress, signal }: Watch,
): GeneratorChoices {
  return {
    allowHosts: allowHost,
    repeats: repeat,
    readsCache: !fresh,
    placeOf: (folder) => placeOf('tokenizer', folder, path),
    tell: (message) => progress.note(message),
    signal,
  }
}

/** Runs an experiment to its report, or prints what a run would do. @returns the exit code */
export async function run(path: string, options: RunCommandOptions): Promise<number> {
  const file = givenFile(path, options)
  if (options.dryRun) {
    return readingWorkspace(options, async (workspace, watch) => {
      const execution = { workers: options.workers, ...watch }
      await planFor({ file, path, workspace }, options.plan ?? null)
      const experiment = await openExperiment({ file, path, workspace, execution, mayIndex: true })
      checkLabels(experiment)
      const preview = await previewContexts(experiment, previewedStrategies(experiment), execution)
      try {
        requireContrasts(experiment, contextsIn(preview))
        const fits = wholeRecordFit({ experiment, store: preview })
        const shape = { repeats: options.repeat, fits }
        process.stdout.write(await dryRunText(experiment, workspace, shape))
      } finally {
        preview.close()
      }
      return 0
    })
  }
  return inWorkspace(options, async (workspace, watch) => {
    const execution = { workers: options.workers, ...watch }
    const choices = choicesOf(options, path, watch)
    await checkBudgets(file, path, workspace)
    const plan = await planFor({ file, path, workspace }, options.plan ?? null)
    // Check before the index is built, so that a missing model is reported at once. Judges first, because a server keeps the
    // model that was asked last in memory.
    const jury = await openJury(file, workspace, choices)
    try {
      const opened = await openGenerators(file, workspace, choices)
      try {
        const request = { file, path, workspace, execution, mayIndex: true }
        const stored = options.resume ? await openStoredExperiment(request) : null
        const experiment = stored ?? (await openExperiment(request))
        checkLabels(experiment)
        for (const note of checkWindows(experiment, workspace)) watch.progress.note(note)
        for (const line of await modelLines(experiment, workspace, options.repeat)) watch.progress.note(line)
        return await runAndReport({ ...opened, experiment, path, jury, plan, workspace }, options, execution)
      } finally {
        await opened.close()
      }
    } finally {
      await jury.close()
    }
  })
}
