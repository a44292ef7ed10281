import type { Measure } from '../measured/measure-row.js'
import type { MeasuredItem, Unscored } from '../measured/measured-item.js'
import { abstains } from '../text/abstention.js'

const NOT_KNOWN = 'it is not known whether the instruction can be answered'
const NEEDS = ['answerability', 'response'] as const

/** Whether answers abstain where they should and where they should not, by the phrases of `abstains`. */
export const abstentionMeasures: readonly Measure[] = [
  {
    name: 'right-abstention',
    definition:
      '1 if the answer to an unanswerable instruction abstains, otherwise 0; own definition. An instruction is unanswerable if it is declared so, or if all of its judged evidence is later than its as-of time. No value for other instructions.',
    direction: 'higher',
    best: 1,
    full: 1,
    needs: NEEDS,
    of: (item) => abstentionOn(item, false, 'the instruction is answerable'),
  },
  {
    name: 'wrong-abstention',
    definition:
      '1 if the answer to an answerable instruction abstains, otherwise 0; own definition. An instruction is answerable if it is declared so, or if its record shows evidence that is judged essential. No value for other instructions.',
    direction: 'lower',
    best: 0,
    full: 1,
    needs: NEEDS,
    of: (item) => abstentionOn(item, true, 'the instruction is unanswerable'),
  },
]

function abstentionOn(
  { isAnswerable = null, response, responseReason }: MeasuredItem,
  answerable: boolean,
  otherwise: string,
): number | Unscored {
  // Before the response: these reasons are the same in every arm.
  if (isAnswerable === null) return { reason: NOT_KNOWN }
  if (isAnswerable !== answerable) return { reason: otherwise }
  if (response === null) return { reason: responseReason ?? 'no response' }
  return abstains(response) ? 1 : 0
}
