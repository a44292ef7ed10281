import { formatCount } from '../../base/text/format-count.js'

/** How much may fail before a run counts as failed: a share from 0 to 1, or a number of items. */
export type Tolerance = { readonly share: number } | { readonly count: number }

/** How many items of one kind failed, out of how many. */
export type FailedPart = { readonly what: string; readonly failed: number; readonly of: number }

/** What a message says a tolerance should be. */
export const EXPECTED_TOLERANCE =
  "expected a percentage from 0% to 100%, such as '1%', or a whole number of items, such as 5"

/** Reads '1%' or '5'. @returns null if the text is neither a percentage of at most 100 nor a whole number */
export function readTolerance(text: string): Tolerance | null {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim())?.[1]
  if (percent !== undefined) return Number(percent) <= 100 ? { share: Number(percent) / 100 } : null
  return /^\d+$/.test(text.trim()) ? { count: Number(text) } : null
}

/** Whether each kind of items is within the tolerance by itself: many good answers do not make up for a lost record. */
export function isTolerated(parts: readonly FailedPart[], tolerance: Tolerance): boolean {
  return parts.every(({ failed, of }) =>
    'count' in tolerance ? failed <= tolerance.count : failed <= tolerance.share * of,
  )
}

/** 'within the tolerance of 1%: 3 of 700 answers failed (0.43%)', with every kind that has failures. */
export function toleranceLine(parts: readonly FailedPart[], tolerance: Tolerance): string {
  const declared = 'count' in tolerance ? String(tolerance.count) : percent(tolerance.share)
  const failed = parts
    .filter((part) => part.failed > 0)
    .map(
      ({ what, failed, of }) =>
        `${formatCount(failed)} of ${formatCount(of)} ${what} failed (${percent(failed / of)})`,
    )
  return `${isTolerated(parts, tolerance) ? 'within' : 'beyond'} the tolerance of ${declared}: ${failed.join(', ')}`
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))}%`
}
