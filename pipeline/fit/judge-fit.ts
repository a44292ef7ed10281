import {
  type DeclaredModel,
  declaredBaselines,
  declaredModels,
} from '../../generators/kinds/declared-generators.js'
import { renderPrompt } from '../../prompts/render-prompt.js'
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
  const fits = [responseFit(experiment, overheadOf), contextFit(experiment, overheadOf)]
  return {
    refusals: fits.flatMap(({ refusals }) => refusals),
    notes: fits.flatMap(({ notes }) => notes),
  }
}

function responseFit(experiment: Experiment, overheadOf: (model: DeclaredModel) => number): Fit {
  const { file, instructions, counter } = experiment
  const criteria = file.measures.flatMap(criterionOf)
  const judged = instructions.filter(({ references }) => references.length > 0)
  if (file.judges.length === 0 || criteria.length === 0 || judged.length === 0)
    return { refusals: [], notes: [] }
  const longest = longestAnswer(file)
  const questionOf = questionReader(experiment)
  const sizes = judged.map((instruction) => {
    const question = questionOf(instruction)
    return Math.max(...criteria.map((criterion) => counter.count(judgePrompt(criterion, question, ''))))
  })
  return fitOfJudges(
    { judges: declaredModels(file.judges), overheadOf, longest },
    { sizes, prompts: 'instructions', shown: 'instruction, evidence, references, a response' },
  )
}

/** `longest`: most tokens of an answer. */
type Judges = {
  readonly judges: readonly DeclaredModel[]
  readonly overheadOf: (model: DeclaredModel) => number
  readonly longest: number
}
/** `sizes`: tokens of each prompt without the answer; `prompts`: what each is about; `shown`: what is in it. */
type Shown = { readonly sizes: readonly number[]; readonly prompts: string; readonly shown: string }

function fitOfJudges({ judges, overheadOf, longest }: Judges, { sizes, prompts, shown }: Shown): Fit {
  const fits = judges.flatMap((model) => {
    const { spec } = model
    const fixed = longest + spec.maxAnswerTokens + overheadOf(model)
    const found = placesIn(
      { name: judgeName(model), window: spec.window, prompts },
      sizes.map((tokens) => tokens + fixed),
    )
    const parts = `what a judge is shown (${shown}) with ${spec.maxAnswerTokens} answer tokens`
    return found === null ? [] : [{ ...found, text: `${parts} ${found.text}: raise its window` }]
  })
  return {
    refusals: fits.filter(({ isAll }) => isAll).map(({ text }) => text),
    notes: fits
      .filter(({ isAll }) => !isAll)
      .map(({ text }) => `${text}; prompts that do not fit are not sent, and their grades fail`),
  }
}

/** Judges of faithfulness read the context, one claim at a time: a claim is at most as long as the answer. */
function contextFit(experiment: Experiment, overheadOf: (model: DeclaredModel) => number): Fit {
  const { file, instructions, counter, arms } = experiment
  if (file.judges.length === 0 || !file.measures.includes('judge-faithfulness'))
    return { refusals: [], notes: [] }
  const { template } = readCriterion('claims-entailment.txt')
  const around = instructions.map(({ text }) =>
    counter.count(renderPrompt(template, { instruction: text, premise: '', hypothesis: '' })),
  )
  const sizes = arms.all.flatMap(({ budget }) => around.map((tokens) => tokens + budget))
  return fitOfJudges(
    { judges: declaredModels(file.judges), overheadOf, longest: longestAnswer(file) },
    { sizes, prompts: 'contexts', shown: 'instruction, context, a claim' },
  )
}

function longestAnswer(file: Experiment['file']): number {
  return Math.max(
    ...declaredBaselines(file.generators).map(({ answerTokens }) => answerTokens),
    ...declaredModels(file.generators).map(({ spec }) => spec.maxAnswerTokens),
  )
}

/** The criterion with about the longest prompt of a measure: claims are judged by the same evidence and references. */
function criterionOf(measure: string) {
  if (measure === 'judge-faithfulness') return []
  if (measure.startsWith('judge-')) return [readCriterion(`${measure}.txt`)]
  return measure.startsWith('fact-') ? [readCriterion('judge-accuracy.txt')] : []
}
