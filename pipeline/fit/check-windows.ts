import { join } from 'node:path'
import { openCorpus } from '../../corpus/formats/open-corpus.js'
import { ProblemTally } from '../../corpus/problem.js'
import { type DeclaredModel, declaredModels } from '../../generators/kinds/declared-generators.js'
import { Proofs } from '../../generators/servers/proofs.js'
import type { Experiment } from '../experiment/experiment.js'
import type { ExperimentFile } from '../experiment/experiment-file.js'
import { placeOf } from '../experiment/form/place-of.js'
import { counterOf } from '../experiment/open-experiment.js'
import { PROOFS_FILE, type Workspace } from '../workspace/workspace.js'
import { budgetFit } from './budget-fit.js'
import { judgeFit } from './judge-fit.js'
import { type Fit, requireFit } from './window-fit.js'

/**
 * Checks, before any server is asked, whether the budgets of an experiment fit the windows of its models.
 * @throws InputError if a budget fits for no instruction
 */
export async function checkBudgets(file: ExperimentFile, path: string, workspace: Workspace): Promise<void> {
  if (declaredModels(file.generators).length === 0) return
  const folder = placeOf('corpus', file.corpus, path)
  const { questions: asked } = await openCorpus({ folder, ehrs: file.ehrs })
  const { instructions } = asked.instructions(file.asOf, new ProblemTally())
  const { counter } = await counterOf(file, path, workspace)
  const questions = instructions.map(({ text }) => text)
  requireFit(budgetFit({ file, questions, counter, overheadOf: overheadsIn(workspace) }))
}

/**
 * Checks the same before any part of a record is sent, with what models have reported about themselves and with the prompts of
 * the judges.
 * @returns notes about prompts that may not fit
 * @throws InputError if there is a budget or a judge for which no prompt fits
 */
export function checkWindows(experiment: Experiment, workspace: Workspace): readonly string[] {
  return requireFit(fitOf(experiment, workspace))
}

function fitOf(experiment: Experiment, workspace: Workspace): Fit {
  const overheadOf = overheadsIn(workspace)
  const { file, counter, instructions } = experiment
  const budgets = budgetFit({ file, questions: instructions.map(({ text }) => text), counter, overheadOf })
  const judges = judgeFit(experiment, overheadOf)
  return {
    refusals: [...budgets.refusals, ...judges.refusals],
    notes: [...budgets.notes, ...judges.notes],
  }
}

function overheadsIn(workspace: Workspace): (model: DeclaredModel) => number {
  const proofs = new Proofs(join(workspace.folder, PROOFS_FILE))
  return ({ storedAs }) => proofs.overheadOf(storedAs) ?? 0
}
