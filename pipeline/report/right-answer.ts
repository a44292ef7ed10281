import type { MeasuredItem } from '../../eval/measured/measured-item.js'
import { measures } from '../../eval/measures/measure-registry.js'

/**
 * Decides whether an answer is right. `of` gives 1 if it is right, less if not, null if that cannot be decided; `rule` says the
 * same in words.
 */
export type Rightness = { readonly rule: string; of(item: MeasuredItem): number | null }

/** No measure reaches its full value for a paraphrase, so half of the words in common counts as right. */
const ALIKE = 0.5
const VERDICT = 'judge-correct'

const CHECKED: Rightness = {
  rule: `it names every number and date of a reference (numeric-match, date-match) or, if that has neither, token-f1 is at least ${ALIKE}`,
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

const JUDGED: Rightness = {
  rule: `the jury calls it correct (${VERDICT}); if the jury has no verdict, ${CHECKED.rule}`,
  of: (item) => shareOf(VERDICT, item) ?? CHECKED.of(item),
}

/** The rule does not depend on the primary measure: a full ROUGE or token F1 demands the words of the reference, not its facts. */
export function rightnessFor(measured: readonly string[]): Rightness {
  return measured.includes(VERDICT) ? JUDGED : CHECKED
}

/** The value of a measure as a share of its full value; null if there is no value. */
export function shareOf(measure: string, item: MeasuredItem): number | null {
  const value = measures[measure]!.of(item)
  return typeof value === 'number' ? value / measures[measure]!.full : null
}
