import type { TokenCounter } from '../../base/token-counter.js'
import { type DeclaredModel, declaredModels } from '../../generators/kinds/declared-generators.js'
import { readTemplate, renderPrompt } from '../../prompts/render-prompt.js'
import { budgetsOfStrategy, WINDOW } from '../experiment/arms/own-budgets.js'
import type { ExperimentFile } from '../experiment/experiment-file.js'
import { promptFile } from '../experiment/prompt-file.js'
import { strategyOfArm } from '../select/arm.js'
import { type Fit, type Place, placesIn } from './window-fit.js'

/** What the prompts of an experiment are estimated from before any of them is sent. */
export type PlannedPrompts = {
  readonly file: ExperimentFile
  /** Texts of the instructions. */
  readonly questions: readonly string[]
  readonly counter: TokenCounter
  /** Tokens that a model's chat template adds; 0 if they are not known yet. */
  readonly overheadOf: (model: DeclaredModel) => number
}

/** Whether full contexts fit the windows of the models that will read them, with template, question and answer. */
export function budgetFit({ file, questions, counter, overheadOf }: PlannedPrompts): Fit {
  // Prompts without a context have the same size at every budget.
  if (questions.length === 0 || file.strategies.every((arm) => strategyOfArm(arm) === 'none'))
    return { refusals: [], notes: [] }
  const template = readTemplate(promptFile(file))
  const around = questions.map((instruction) =>
    counter.count(renderPrompt(template, { context: '', instruction })),
  )
  const fits = declaredModels(file.generators).flatMap((model) =>
    explicitBudgets(file).map((budget) => {
      const { spec } = model
      const fixed = spec.maxAnswerTokens + overheadOf(model)
      const place: Place = { name: model.name, window: spec.window, prompts: 'instructions' }
      const found = placesIn(
        place,
        around.map((tokens) => tokens + budget + fixed),
      )
      const largest = spec.window - fixed - Math.max(...around)
      const wayOut =
        largest > 0
          ? `raise its window, or use budgets of at most ${largest}`
          : `raise its window to ${budget + fixed + Math.max(...around)} or more`
      const parts = `a budget of ${budget} with template, instruction and ${spec.maxAnswerTokens} answer tokens`
      return found === null ? null : { ...found, text: `${parts} ${found.text}: ${wayOut}` }
    }),
  )
  const misfits = fits.filter((fit) => fit !== null)
  return {
    refusals: misfits.filter(({ isAll }) => isAll).map(({ text }) => text),
    notes: misfits
      .filter(({ isAll }) => !isAll)
      .map(({ text }) => `${text}; prompts that do not fit are not sent and fail`),
  }
}

/** The budgets that are given as numbers. The budget 'window' fits by its definition. */
function explicitBudgets(file: ExperimentFile): number[] {
  const open = file.strategies.filter((arm) => strategyOfArm(arm) !== 'none')
  const all = open.flatMap((strategy) => budgetsOfStrategy(file, strategy))
  return [...new Set(all)].filter((budget) => budget !== WINDOW)
}
