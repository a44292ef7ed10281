/**
 * Holm (1979): step-down Bonferroni, made monotone by a running maximum. Adjusted p in the order of the input. A planned
 * comparison that could not be computed is null: it stays null and counts in the number of hypotheses.
 */
export function holm(p: readonly (number | null)[]): (number | null)[] {
  const adjusted: (number | null)[] = p.map(() => null)
  const ascending = p
    .flatMap((value, i) => (value === null ? [] : [{ value, i }]))
    .toSorted((a, b) => a.value - b.value)
  let largest = 0
  for (const [rank, { value, i }] of ascending.entries()) {
    largest = Math.max(largest, value * (p.length - rank))
    adjusted[i] = Math.min(1, largest)
  }
  return adjusted
}
