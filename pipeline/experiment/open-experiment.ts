import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { TokenCounter } from '../../base/token-counter.js'
import { generatorName } from '../../generators/kinds/declared-generators.js'
import { openTokenCounter } from '../../generators/tokens/token-counters.js'
import { StoredCharts } from '../charts/stored-chart.js'
import { IndexNotBuilt } from '../index/check-patients.js'
import { indexMemory } from '../index/choice/choose-index.js'
import { workspaceOption } from '../index/choice/command-of-index.js'
import { describeIndex } from '../index/choice/describe-index.js'
import { strategyOfArm } from '../select/arm.js'
import { openReranker } from '../select/named-strategy.js'
import { pickInstructions } from '../select/select-contexts.js'
import type { Execution } from '../workspace/execution.js'
import { shellWord } from '../workspace/shell-word.js'
import { TOKENIZERS_FOLDER, type Workspace } from '../workspace/workspace.js'
import { planArms } from './arms/plan-arms.js'
import { type Experiment, experimentHash } from './experiment.js'
import { counterSpecOf } from './experiment-counter.js'
import type { ExperimentFile } from './experiment-file.js'
import { placeOf } from './form/place-of.js'
import { openIndexes } from './indexes/open-indexes.js'
import { readOrigin } from './origin/experiment-origin.js'

/** What opens an experiment. `path`: the experiment file; corpus and tokenizer paths may be relative to its folder. */
export type ExperimentRequest = {
  readonly file: ExperimentFile
  readonly path: string
  readonly workspace: Workspace
  readonly execution: Execution
  /** False: an index that is missing or out of date is refused, with the command that builds it. */
  readonly mayIndex: boolean
}

/**
 * Opens an experiment and, if it may, brings the index of its corpus up to date. Asks no model server.
 * @throws IndexNotBuilt if the index is missing or out of date and may not be built
 */
export async function openExperiment({
  file,
  path,
  workspace,
  execution,
  mayIndex,
}: ExperimentRequest): Promise<Experiment> {
  const { counterSpec, counter } = await counterOf(file, path, workspace)
  const folder = placeOf('corpus', file.corpus, path)
  const encoder = file.reranker === null ? null : placeOf('reranker', file.reranker, path)
  const reranker = await openReranker(file.strategies.map(strategyOfArm), encoder)
  const request = { folder, ehrs: file.ehrs, verify: false, asOf: file.asOf }
  const runCommand = mayIndex
    ? null
    : ['chartsift run', shellWord(path), ...workspaceOption(workspace)].join(' ')
  const indexes = await openIndexes(file.index, { workspace, request, runCommand }, execution)
  const { indexed } = indexes[0]!
  const { instructions } = pickInstructions(indexed, null)
  const generators = file.generators.map(generatorName)
  const questions = [...instructions, ...indexed.unusable.map(({ instruction }) => instruction)]
  const labels = file.labels === null ? null : placeOf('labels', file.labels, path)
  const hash = experimentHash({ file, indexes, indexed, counter, reranker })
  // The hash names prompt and counter, so windows stored in this folder were counted alike.
  const earlier = readOrigin(workspace.experimentFolder(file.name, hash))?.windows ?? []
  return {
    file,
    indexes,
    indexed,
    instructions,
    ...planArms({ file, questions: questions.map(({ text }) => text), counter, earlier }),
    charts: new StoredCharts(indexed.patientFolder),
    counterSpec,
    counter,
    reranker,
    generators,
    labels,
    addedMeasures: [],
    places: { file: resolve(path), corpus: folder, reranker: encoder, labels },
  }
}

/**
 * Opens an experiment that was run, as `openExperiment` does. If the file names no index, the run may have used an older one:
 * this opens the newest index of the corpus that the experiment was run with. Null if it was never run.
 * @throws IndexNotBuilt if an index that may be the experiment's is out of date and may not be built
 */
export async function openStoredExperiment(request: ExperimentRequest): Promise<Experiment | null> {
  const { file, path, workspace, execution } = request
  const corpus = { folder: placeOf('corpus', file.corpus, path), ehrs: file.ehrs }
  const known = indexMemory(workspace, corpus).indexes.map(({ spec }) => spec)
  const specs = file.index === undefined && known.length > 1 ? known.reverse() : [file.index]
  let refused: IndexNotBuilt | null = null
  for (const index of specs) {
    let opened: Experiment
    try {
      opened = await openExperiment({ ...request, file: { ...file, index } })
    } catch (error) {
      if (!(error instanceof IndexNotBuilt)) throw error
      refused ??= error
      continue
    }
    if (existsSync(resultsPath(workspace, opened))) {
      if (specs.length > 1)
        execution.progress.note(
          `using the index that ${file.name} was run with (${describeIndex(opened.indexed.spec)})`,
        )
      return opened
    }
  }
  if (refused !== null) throw refused
  return null
}

/** Where the results.db of an experiment is. */
export function resultsPath(workspace: Workspace, experiment: Experiment): string {
  return join(workspace.experimentFolder(experiment.file.name, experimentHash(experiment)), 'results.db')
}

/** The counter of an experiment's budgets, from what is known about its models so far. */
export async function counterOf(
  file: ExperimentFile,
  path: string,
  workspace: Workspace,
): Promise<{ readonly counterSpec: string; readonly counter: TokenCounter }> {
  const counterSpec = counterSpecOf(
    file,
    (folder) => placeOf('tokenizer', folder, path),
    ({ kind, spec }) => kind.ownTokenizer(spec, join(workspace.folder, TOKENIZERS_FOLDER)),
  )
  return { counterSpec, counter: await openTokenCounter(counterSpec) }
}
