import { findDates } from '../words/find-dates.js'

/**
 * 1 if the candidate names every date of the reference, whatever the form, else 0; a candidate's date may be more exact than the
 * reference's, but not less exact. Other dates of the candidate cost nothing. null: the reference has no date.
 */
export function dateMatch(candidate: string, reference: string): number | null {
  const wanted = findDates(reference)
  if (wanted.length === 0) return null
  const named = findDates(candidate)
  const isNamed = wanted.every(({ year, month, day }) =>
    named.some(
      (date) =>
        date.year === year && (month === null || date.month === month) && (day === null || date.day === day),
    ),
  )
  return isNamed ? 1 : 0
}
