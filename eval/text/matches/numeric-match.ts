import { findDates } from '../words/find-dates.js'
import { leadingUnit, type Unit } from '../words/units.js'

/** step: one unit of the last digit that is written. */
type Quantity = { readonly value: number; readonly step: number; readonly unit: Unit | null }

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

const NUMBER = /(?<![\p{L}\p{N}_.])([-\u2212+]?)(\d{1,3}(?:,\d{3})+(?![\d,])|\d+)?(\.\d+)?(?![\d_])/gu

function quantities(text: string): Quantity[] {
  let undated = text
  for (const { start, end } of findDates(text)) {
    undated = undated.slice(0, start) + ' '.repeat(end - start) + undated.slice(end)
  }
  return [...undated.matchAll(NUMBER)].flatMap((match) => {
    const [whole, sign, digits, decimals] = match
    if (digits === undefined && decimals === undefined) return []
    const written = `${(digits ?? '0').replaceAll(',', '')}${decimals ?? ''}`
    // '1-2' and '120/80-90' are ranges, not negative numbers.
    const isRange = /[\d%]\s?$/.test(undated.slice(0, match.index))
    const isNegative = sign !== undefined && sign !== '' && sign !== '+' && !isRange
    const behind = undated.slice(match.index + whole.length)
    return [
      {
        value: (isNegative ? -1 : 1) * Number(written),
        step: 10 ** -Math.max(0, (decimals ?? '.').length - 1),
        unit: leadingUnit(behind),
      },
    ]
  })
}
