/** A measurement: what charts call it, what clinicians write (`short`) and ask for (`ask`), and its usual range. */
export type Lab = {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly short: string
  readonly ask: string
  readonly decimals: number
  readonly usual: number
  readonly spread: number
}

export const lab = (
  code: string,
  name: string,
  unit: string,
  short: string,
  ask: string,
  decimals: number,
  usual: number,
  spread: number,
): Lab => ({ code: `LOINC/${code}`, name, unit, short, ask, decimals, usual, spread })
