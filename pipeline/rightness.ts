import { judgeMeasures } from '../eval/judge-measures.js'
import type { JudgedItem } from '../eval/measure.js'
import { measures } from '../eval/measures.js'
import { answerMeasures } from '../eval/text/answer-measures.js'

/** Says whether an answer is right: 1, or less; null where it cannot be said. `rule`: the same in words. */
export type Rightness = { readonly rule: string; of(item: JudgedItem): number | null }

/** Of a text in other words no measure is full; half of the words in common is taken for the same. */
const ALIKE = 0.5

const CHECKED: Rightness = {
  rule: `it names every number and date of a reference (numeric-match, date-match) or, where that has neither, token-f1 is at least ${ALIKE}`,
  of: (item) => {
    const alike = shareOf('token-f1', item)
    if (alike === null) return null
    const checked = ['numeric-match', 'date-match']
      .map((measure) => shareOf(measure, item))
      .filter((value) => value !== null)
    if (checked.length > 0) return Math.min(...checked)
    return alike >= ALIKE ? 1 : alike
  },
}

/** By the primary measure where that is one of answers. */
export function rightnessFor(primary: string | null): Rightness {
  if (primary === null || !(Object.hasOwn(answerMeasures, primary) || Object.hasOwn(judgeMeasures, primary)))
    return CHECKED
  return { rule: `${primary} is full`, of: (item) => shareOf(primary, item) }
}

/** As a share of the best value; null where there is none. */
export function shareOf(measure: string, item: JudgedItem): number | null {
  const value = measures[measure]!.of(item)
  return typeof value === 'number' ? value / measures[measure]!.best : null
}
