/** How many patients figures are over, and the level of their intervals, such as .95. */
type Basis = { readonly patients: number; readonly level: number }

/** Whether there can be intervals: a single patient cannot be resampled. */
export function haveIntervals({ patients }: Pick<Basis, 'patients'>): boolean {
  return patients >= 2
}

/** 'with 95% intervals'; a reader must not look for intervals that do not exist. `how`: how they are made. */
export function withIntervals(basis: Basis, how = ''): string {
  return haveIntervals(basis)
    ? `with ${Math.round(basis.level * 100)}% intervals${how}`
    : 'without intervals (fewer than 2 patients)'
}
