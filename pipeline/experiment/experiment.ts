import { createHash } from 'node:crypto'
import { ownVersion } from '../../base/own-package.js'
import type { TokenCounter } from '../../base/token-counter.js'
import type { Instruction } from '../../corpus/instruction.js'
import type { Session } from '../../eval/report/execution/execution-facts.js'
import type { Reranker } from '../../indexes/rerankers/reranker.js'
import { readTemplate } from '../../prompts/render-prompt.js'
import type { StoredCharts } from '../charts/stored-chart.js'
import type { IndexedCorpus } from '../index/indexed-corpus.js'
import type { PlannedArms } from './arms/planned-arms.js'
import type { WindowBudget } from './arms/window-budgets.js'
import type { ExperimentFile } from './experiment-file.js'
import type { ExperimentPlaces } from './experiment-places.js'
import { promptFile } from './prompt-file.js'

/** An index of an experiment. @property name as in the names of arms; null if the experiment has only this index */
export type ExperimentIndex = { readonly name: string | null; readonly indexed: IndexedCorpus }

/** An experiment whose corpus is indexed and whose counter is open. */
export type Experiment = {
  readonly file: ExperimentFile
  /** Its indexes, in the order of the file: one without a name or, if the file has a list, those of the list. */
  readonly indexes: readonly ExperimentIndex[]
  /** The first of them. Its corpus, instructions and judgements are those of all. */
  readonly indexed: IndexedCorpus
  readonly instructions: readonly Instruction[]
  /** Each strategy at each of its budgets. */
  readonly arms: PlannedArms
  /** What the windows of the generators leave for contexts; empty if no strategy has the budget 'window'. */
  readonly windows: readonly WindowBudget[]
  /** The indexed records, read one at a time. */
  readonly charts: StoredCharts
  readonly counter: TokenCounter
  /** The name or folder that opens the counter again. */
  readonly counterSpec: string
  /** Null if no strategy reranks. */
  readonly reranker: Reranker | null
  /** Names, in the order of the file. */
  readonly generators: readonly string[]
  /** Table of people's labels that judges are compared with; null if the file names none. */
  readonly labels: string | null
  /** Those of `file.measures` that the file itself does not name: `score` added them to the report. */
  readonly addedMeasures: readonly string[]
  readonly places: ExperimentPlaces
}

/** What the hash of an experiment is made from. */
export type HashedExperiment = Pick<Experiment, 'file' | 'indexes' | 'indexed' | 'counter' | 'reranker'>

/**
 * Everything that decides a context or a response, except for what their keys name (strategy, budget, generator): a different
 * hash is a different experiment, and what is stored under one hash can be kept, measured and reported again.
 */
export function experimentHash({ file, indexes, indexed, counter, reranker }: HashedExperiment): string {
  const inputs = {
    format: 6,
    version: ownVersion(),
    content: indexed.answeredContent,
    parameters: isSingle(indexes)
      ? indexed.parameters
      : indexes.map(({ name, indexed: { parameters } }) => ({ name, parameters })),
    counter: counter.identity ?? counter.name,
    prompt: readTemplate(promptFile(file)),
    seed: file.seed,
    ...(reranker === null ? {} : { reranker: reranker.hash }),
  }
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex')
}

/** Whether the file has no list of indexes. */
export function isSingle(indexes: readonly ExperimentIndex[]): boolean {
  return indexes[0]!.name === null
}

/** How a run treats stored results. */
export type RunOptions = {
  /** Throw away what an earlier run of the same experiment stored. */
  readonly fresh: boolean
  /** Ask again for responses that failed before. */
  readonly retryFailed: boolean
  /** The session that is noted beside stored results. */
  readonly session: Session
}
