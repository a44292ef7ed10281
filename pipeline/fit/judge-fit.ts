import {
  type DeclaredModel,
  declaredBaselines,
  declaredModels,
} from '../../generators/kinds/declared-generators.js'
import type { Experiment } from '../experiment/experiment.js'
import { readCriterion } from '../jury/criterion.js'
import { judgePrompt } from '../jury/grades/judge-prompt.js'
import { questionReader } from '../jury/grades/judged-question.js'
import { judgeName } from '../jury/opened-jury.js'
import { type Fit, placesIn } from './window-fit.js'

/**
 * Whether the prompts of judges fit their windows: instruction, gold evidence, references and the longest response that a
 * generator may give.
 * @param overheadOf tokens that a model's chat template adds; 0 if they are not known yet
 */
export function judgeFit(experiment: Experiment, overheadOf: (model: DeclaredModel) => number): Fit {
  const { file, instructions, counter } = experiment
  const criteria = file.measures.flatMap(criterionOf)
  const judged = instructions.filter(({ references }) => references.length > 0)
  if (file.judges.length === 0 || criteria.length === 0 || judged.length === 0)
    return { refusals: [], notes: [] }
  const longest = Math.max(
    ...declaredBaselines(file.generators).map(({ answerTokens }) => answerTokens),
    ...declaredModels(file.generators).map(({ spec }) => spec.maxAnswerTokens),
  )
  const questionOf = questionReader(experiment)
  const sizes = judged.map((instruction) => {
    const question = questionOf(instruction)
    return Math.max(...criteria.map((criterion) => counter.count(judgePrompt(criterion, question, ''))))
  })
  const fits = declaredModels(file.judges).flatMap((model) => {
    const { spec } = model
    const fixed = longest + spec.maxAnswerTokens + overheadOf(model)
    const place = { name: judgeName(model), window: spec.window, prompts: 'instructions' }
    const found = placesIn(
      place,
      sizes.map((tokens) => tokens + fixed),
    )
    const parts = `what a judge is shown (instruction, evidence, references, a response) with ${spec.maxAnswerTokens} answer tokens`
    return found === null ? [] : [{ ...found, text: `${parts} ${found.text}: raise its window` }]
  })
  return {
    refusals: fits.filter(({ isAll }) => isAll).map(({ text }) => text),
    notes: fits
      .filter(({ isAll }) => !isAll)
      .map(({ text }) => `${text}; prompts that do not fit are not sent, and their grades fail`),
  }
}

/** The criterion with about the longest prompt of a measure: claims are judged by the same evidence and references. */
function criterionOf(measure: string) {
  if (measure.startsWith('judge-')) return [readCriterion(`${measure}.txt`)]
  return measure.startsWith('fact-') ? [readCriterion('judge-accuracy.txt')] : []
}
