import type { DeclaredPlan, PlanChange } from '../../../eval/report/plan/declared-plan.js'
import type { Experiment } from '../../experiment/experiment.js'
import { type ExperimentPlan, windowTokens } from '../../experiment/plan/experiment-plan.js'
import { changedChoices } from '../../experiment/plan/plan-changes.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'

/** What an experiment declared with the first plan that was sealed, and what was changed since; null if none was sealed. */
export function declaredOf({
  experiment,
  store,
}: Pick<StoredExperiment, 'experiment' | 'store'>): DeclaredPlan | null {
  const [first, ...later] = store.plans.list()
  if (first === undefined) return null
  const { plan, answers, contexts } = first
  return {
    hash: plan.hash,
    answers,
    contexts,
    changes: changesOf(plan, experiment),
    later: later.length,
    assumed: {
      sd: plan.assumed.sd,
      icc: plan.assumed.icc,
      detectable: plan.sizes.find(({ power }) => power === 0.8)?.detectable ?? null,
    },
  }
}

/** Instructions, judgments, prompt and seed decide under which hash results are stored: they are those of the plan. */
function changesOf(plan: ExperimentPlan, { file, windows, indexed, counter }: Experiment): PlanChange[] {
  const choices = changedChoices(plan, file).filter(
    // A file that names no index is opened with the one that it was run with.
    ({ field }) => plan.choices['index'] !== null || !/^index(?:\.|$)/.test(field),
  )
  const tokens = windowTokens(windows)
  const resized = Object.entries(plan.windows).flatMap(([generator, planned]): PlanChange[] => {
    const now = tokens[generator]
    // The tokenizer of a model may be known only since the model was asked: its window is then the same, counted otherwise.
    return now === undefined || now === planned || counter.name !== plan.counter
      ? []
      : [{ field: `window of ${generator}`, planned: `${planned} tokens`, now: `${now} tokens` }]
  })
  const patients = new Set([
    ...indexed.instructions.map(({ patientId }) => patientId),
    ...indexed.failed.filter(({ instructions }) => instructions > 0).map(({ patientId }) => patientId),
  ]).size
  const forgotten: PlanChange[] =
    indexed.forgotten > 0 && patients < plan.questions.patients
      ? [{ field: 'patients of the corpus', planned: String(plan.questions.patients), now: String(patients) }]
      : []
  return [...choices, ...resized, ...forgotten]
}
