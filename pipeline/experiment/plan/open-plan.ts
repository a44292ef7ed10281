import { openCorpus } from '../../../corpus/formats/open-corpus.js'
import { readQuestions, withoutForgotten } from '../../index/known/known-corpus.js'
import { Tombstones } from '../../workspace/tombstones.js'
import type { Workspace } from '../../workspace/workspace.js'
import { planArms } from '../arms/plan-arms.js'
import type { ExperimentFile } from '../experiment-file.js'
import { placeOf } from '../form/place-of.js'
import { counterOf } from '../open-experiment.js'
import type { PlanSources } from './experiment-plan.js'
import { plannedQuestions } from './planned-questions.js'

/** What is planned: an experiment file and where it is. */
export type PlanRequest = {
  readonly file: ExperimentFile
  readonly path: string
  readonly workspace: Workspace
}

/** What an experiment's plan is made from, besides what is assumed. Reads the tables of the corpus; no record, index or server. */
export async function openPlanSources({
  file,
  path,
  workspace,
}: PlanRequest): Promise<Omit<PlanSources, 'assumed'>> {
  const corpus = await openCorpus({ folder: placeOf('corpus', file.corpus, path), ehrs: file.ehrs })
  const read = readQuestions(corpus, file.asOf)
  const { asked } = withoutForgotten(corpus, read, Tombstones.of(workspace.folder))
  const { counter } = await counterOf(file, path, workspace)
  const unusable = [
    ...asked.orphans,
    ...asked.withoutAsOf,
    ...asked.unreadableAsOf.map((one) => one.instruction),
  ]
  const questions = [...asked.instructions, ...unusable].map(({ text }) => text)
  const { windows } = planArms({ file, questions, counter })
  return { file, questions: plannedQuestions(asked), counter: counter.name, windows }
}
