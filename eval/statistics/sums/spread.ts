/** How values differ from each other: not at all, by the rounding of doubles alone, or really. */
export type Spread = 'none' | 'rounding' | 'real'

// .1 - .4 and .2 - .5 differ by 6e-17: a few parts in 1e16 of the numbers that were subtracted.
const RELATIVE_TOLERANCE = 1e-12

/**
 * Whether values differ by more than rounding; magnitude: the largest size among the numbers they were computed from. Values that
 * are not numbers count as really different. If the variance is only rounding, a t test gives t = -7.6e15 and p = 5e-48 for no
 * difference at all.
 */
export function spreadOf(values: readonly number[], magnitude: number): Spread {
  const range =
    values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity)
  if (range <= 0) return 'none'
  return range <= RELATIVE_TOLERANCE * magnitude ? 'rounding' : 'real'
}

/** The largest absolute value; 0 without values. */
export function magnitudeOf(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
}
