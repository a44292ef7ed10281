import { declaredBaselines, declaredModels } from '../../../generators/kinds/declared-generators.js'
import type { ModelSpec } from '../../../generators/servers/model-spec.js'
import type { Experiment } from '../../experiment/experiment.js'
import type { MostCalls } from '../../select/with-model/call-limit.js'
import { readCriterion } from '../criterion.js'
import { isByClaims } from './grading.js'
import { judgePrompt } from './judge-prompt.js'
import { questionReader } from './judged-question.js'

/**
 * The most that one judge may be asked: as if all responses differed and had the maximum length. Claims are not counted, since
 * their number depends on the answers.
 */
export function mostGraded(experiment: Experiment, judge: ModelSpec, repeats: number): MostCalls {
  const { file, arms, instructions, counter } = experiment
  const answers = [
    ...declaredBaselines(file.generators).map(({ name, answerTokens }) => ({
      count: arms.of(name).length,
      tokens: answerTokens,
    })),
    ...declaredModels(file.generators).map(({ name, spec }) => ({
      count: arms.of(name).length * repeats,
      tokens: spec.maxAnswerTokens,
    })),
  ]
  const responses = answers.reduce((sum, { count }) => sum + count, 0)
  const answerTokens = answers.reduce((sum, { count, tokens }) => sum + count * tokens, 0)
  const criteria = file.measures
    .filter((name) => name.startsWith('judge-') && !isByClaims(name))
    .map((name) => readCriterion(`${name}.txt`))
  const questionOf = questionReader(experiment)
  const judged = instructions.filter(({ references }) => references.length > 0)
  const calls = judged.length * criteria.length * responses
  const promptTokens = judged.reduce((sum, instruction) => {
    const question = questionOf(instruction)
    const around = criteria.reduce((all, one) => all + counter.count(judgePrompt(one, question, '')), 0)
    return sum + around * responses + criteria.length * answerTokens
  }, 0)
  return { calls, promptTokens, answerTokens: calls * judge.maxAnswerTokens }
}

/** Text to add to the number of calls if claims are graded too. */
export function claimsPart(measures: readonly string[]): string {
  return measures.some(isByClaims) ? ' and one for each claim' : ''
}
