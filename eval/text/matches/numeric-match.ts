import { type Quantity, quantities } from '../words/quantities.js'

/** How far a candidate's number may be from the reference's, both in the reference's unit. */
export type Tolerance = (reference: { readonly value: number; readonly step: number }) => number

/** Half a unit of the reference's last digit: 5.38 matches 5.4, and 5 does not. */
export const asWritten: Tolerance = ({ step }) => step / 2

/** 5% of the reference, which MedCalc-Bench (Khandekar et al. 2024) allows for computed values. */
export const within5Percent: Tolerance = ({ value }) => Math.abs(value) * 0.05

/**
 * 1 if the candidate names every number of the reference within the tolerance, else 0. If both name a unit, these must measure the
 * same and are converted (0.5 g is 500 mg). Dates are not numbers; other numbers of the candidate cost nothing. null: the
 * reference has no number.
 */
export function numericMatch(candidate: string, reference: string, tolerance: Tolerance): number | null {
  const wanted = quantities(reference)
  if (wanted.length === 0) return null
  const named = quantities(candidate)
  return wanted.every((quantity) => named.some((other) => isSame(other, quantity, tolerance))) ? 1 : 0
}

function isSame(candidate: Quantity, reference: Quantity, tolerance: Tolerance): boolean {
  const [a, b] = [candidate.unit, reference.unit]
  if (a !== null && b !== null && a.dimension !== b.dimension) return false
  const value = a === null || b === null ? candidate.value : (candidate.value * a.factor) / b.factor
  // Conversions and 5.4 - 5.35 are off in the last bits.
  const slack = 1e-9 * Math.abs(reference.value)
  return Math.abs(value - reference.value) <= tolerance(reference) + slack
}
