import type { Repeats } from '../../compare/overall/repeats.js'
import { percentText } from './repeat-cells.js'

/** Gains below this share of an interval's width are not worth doubling the work. */
const WORTH = 0.05

/**
 * Whether more repeats or more instructions would narrow the intervals, in a sentence: the median over the arms of what doubling
 * either would leave of the standard error. Empty if no arm has a standard error.
 */
export function repeatsAdvice({ rows }: Repeats): string {
  const errors = rows.flatMap(({ components: { standardErrors } }) =>
    standardErrors === null || standardErrors.now === 0 ? [] : [standardErrors],
  )
  if (errors.length === 0) return ''
  const instructions = medianOf(errors.map((one) => one.twiceInstructions / one.now))
  const repeats = medianOf(errors.map((one) => one.twiceRepeats / one.now))
  const judgment =
    1 - repeats < WORTH
      ? 'More repeats would hardly narrow the intervals; more instructions of more patients would'
      : 'Both more repeats and more instructions would narrow the intervals, and instructions do so more'
  return `${judgment}: twice as many instructions would leave ${percentText(instructions)} of their width, twice as many repeats ${percentText(repeats)} (median over the arms).`
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}
