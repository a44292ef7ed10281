import type { RunCommandOptions } from '../command-line/experiments/run.js'
import type { Execution } from '../execution.js'
import type { Experiment } from '../experiment.js'
import { readExperimentFile } from '../experiment-file.js'
import { placeOf } from '../experiment-form/place-of.js'
import { isFinal } from '../failures/final-failure.js'
import { gradeResponses } from '../judge/grade-responses.js'
import type { OpenedJury } from '../judge/jury.js'
import { openJury } from '../judge/open-jury.js'
import { openExperiment, openStoredExperiment } from '../open-experiment.js'
import { type GeneratorChoices, type OpenedGenerators, openGenerators } from '../open-generators.js'
import { thisSession } from '../origin/this-session.js'
import { checkBudgets, checkWindows } from '../plan/check-windows.js'
import { modelLines, planText } from '../plan-text.js'
import { writeReport } from '../report-folder.js'
import { addedMeasures, withMeasures } from '../reports/added-measures.js'
import { runExperiment } from '../run-experiment.js'
import { scoreExperiment, storedGenerators } from '../score-experiment.js'
import { failuresOf } from '../stored-experiment.js'
import type { Workspace } from '../workspace.js'
import { inWorkspace, readingWorkspace, type Watch } from './in-workspace.js'
import { listExperimentFailures } from './list-experiment-failures.js'
import { tableWidth } from './table-width.js'

async function runAndReport(
  opened: Experiment,
  { generators, asker, jury }: OpenedGenerators & { readonly jury: OpenedJury },
  workspace: Workspace,
  options: RunCommandOptions & { readonly path: string },
  execution: Execution,
): Promise<0 | 1> {
  const choices = {
    fresh: options.fresh,
    retryFailed: options.resume,
    session: thisSession(options.path, options.repeat),
  }
  const { folder, store } = await runExperiment(opened, generators, asker, workspace, choices, execution)
  const experiment = withMeasures(opened, addedMeasures(folder))
  try {
    await gradeResponses(experiment, jury.judges, store, options.resume, execution)
    const answered = storedGenerators(experiment, store)
    const written = writeReport(experiment, scoreExperiment(experiment, store), answered, store, folder)
    process.stdout.write(
      options.json ? written.summaryJson : `${written.table(tableWidth(options))}\nreport: ${written.html}\n`,
    )
    const stored = { experiment, answered, store, folder }
    const code = listExperimentFailures(stored, options.maxFailed)
    if (code !== 0 && failuresOf(stored).responses.some(({ reason }) => !isFinal(reason)))
      process.stderr.write(
        "'run' with --resume asks again for what may come out otherwise; --max-failed says how much may fail\n",
      )
    return code
  } finally {
    store.close()
  }
}

function choicesOf(
  { allowHost, repeat, fresh }: RunCommandOptions,
  path: string,
  { progress }: Watch,
): GeneratorChoices {
  return {
    allowHosts: allowHost,
    repeats: repeat,
    readsCache: !fresh,
    placeOf: (folder) => placeOf('tokenizer', folder, path),
    tell: (message) => progress.note(message),
  }
}

export async function run(path: string, options: RunCommandOptions): Promise<number> {
  const file = readExperimentFile(path)
  if (options.dryRun) {
    return readingWorkspace(options, async (workspace, watch) => {
      const experiment = await openExperiment(file, path, workspace, { workers: options.workers, ...watch })
      process.stdout.write(planText(experiment, workspace, options.repeat))
      return 0
    })
  }
  return inWorkspace(options, async (workspace, watch) => {
    const execution = { workers: options.workers, ...watch }
    const choices = choicesOf(options, path, watch)
    await checkBudgets(file, path, workspace)
    // Before the index is built: a model that is not there is told at once. Judges first, since a server keeps the
    // model that was asked last.
    const jury = await openJury(file, workspace, choices, watch.signal)
    try {
      const opened = await openGenerators(file, workspace, choices, watch.signal)
      try {
        const stored = options.resume ? await openStoredExperiment(file, path, workspace, execution) : null
        const experiment = stored ?? (await openExperiment(file, path, workspace, execution))
        for (const note of checkWindows(experiment, workspace)) watch.progress.note(note)
        for (const line of modelLines(experiment, workspace, options.repeat)) watch.progress.note(line)
        return await runAndReport(experiment, { ...opened, jury }, workspace, { ...options, path }, execution)
      } finally {
        await opened.close()
      }
    } finally {
      await jury.close()
    }
  })
}
