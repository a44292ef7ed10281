import { fenceRecordText } from '../../../prompts/fence.js'
import { renderPrompt } from '../../../prompts/render-prompt.js'
import { type Criterion, readCriterion } from '../criterion.js'

/** What a judge sees besides the response; except for the context, it is the same for every arm. */
export type JudgedQuestion = {
  readonly instruction: string
  /** One block of text. */
  readonly evidence: string
  readonly references: readonly string[]
  /** The context that was shown, for gradings that read it. */
  readonly context?: string
}

/**
 * The prompt of one judge for one response: nothing in it reveals strategy, budget, generator or another response, so that the
 * judge can prefer neither an arm nor a position.
 */
export function judgePrompt(
  { template }: Pick<Criterion, 'template'>,
  question: JudgedQuestion,
  response: string,
): string {
  const fenced = (text: string) => fenceRecordText(text).text
  return renderPrompt(template, {
    instruction: fenced(question.instruction),
    evidence: fenced(question.evidence),
    references: question.references.map((text, i) => `(${i + 1}) ${fenced(text)}`).join('\n'),
    response: fenced(response),
  })
}

/** Prompts in the form that will be sent, about nobody: the server adds the same tokens to every prompt. */
export function sampleJudgePrompts(): string[] {
  const criterion = readCriterion('judge-accuracy.txt')
  const question = {
    instruction: 'What was found?',
    evidence: '2020-01-01 note\nNo pain.',
    references: ['None.'],
  }
  return ['No complaints.', 'Hb 13.2 g/dL, K+ 4.1 on 2021-02-03; weight 81 kg'].map((response) =>
    judgePrompt(criterion, question, response),
  )
}
