import type { Measure } from '../measured/measure-row.js'
import { squadTokens } from '../text/squad.js'

/**
 * DPR's answer recall (Karpukhin et al., EMNLP 2020) with SQuAD's normalization. It says that the words are there, not that they
 * answer the instruction.
 */
export const answerInContext: Measure = {
  name: 'answer-in-context',
  definition:
    '1 if the SQuAD tokens of a reference occur consecutively in the context, otherwise 0; best over references that have tokens.',
  direction: 'higher',
  best: 1,
  full: 1,
  needs: ['references', 'context'],
  of: ({ references, contextText }) => {
    if (references.length === 0) return { reason: 'no reference' }
    const answers = references.map(inARow).filter((answer) => answer.trim() !== '')
    if (answers.length === 0) return { reason: 'no reference with a word in it' }
    if (contextText === undefined) return { reason: 'no text of the context' }
    const context = inARow(contextText)
    return answers.some((answer) => context.includes(answer)) ? 1 : 0
  },
}

/** Blanks on both sides, so that no token is found inside another. */
function inARow(text: string): string {
  return ` ${squadTokens(text).join(' ')} `
}
