import type { ContextLine } from './lines/extractive-line.js'
import type { RankedLine } from './lines/rank-lines.js'

/** What the extractive generator says, with the lines that support it. */
export type Answer = { readonly text: string; readonly lines: readonly ContextLine[] }

/** Lines with at least this fraction of the best score are ranked by time, value or phase. */
const NEARLY_BEST = 0.9

/** The lines whose score is at least `part` of the best score. @param ranked best first */
export function nearlyBest(ranked: readonly RankedLine[], part = NEARLY_BEST): RankedLine[] {
  const best = ranked[0]?.score ?? 0
  return ranked.filter(({ score }) => score >= part * best)
}

/**
 * The line with the greatest key (sign 1) or the smallest (sign -1). The better-ranked line wins a tie, and any
 * line with a key wins over one without. Undefined if there is no line.
 */
export function extreme<Line, Key extends string | number>(
  lines: readonly Line[],
  keyOf: (line: Line) => Key | null,
  sign: 1 | -1,
): Line | undefined {
  let best = lines[0]
  let bestKey = best === undefined ? null : keyOf(best)
  for (const line of lines.slice(1)) {
    const key = keyOf(line)
    if (key === null) continue
    if (bestKey === null || (sign === 1 ? key > bestKey : key < bestKey)) {
      best = line
      bestKey = key
    }
  }
  return best
}

/** The day of a line, 'YYYY-MM-DD'; null if it has no date. */
export function dayOf({ time }: ContextLine): string | null {
  return time?.slice(0, 10) ?? null
}

/** An event as if it were shown alone, or a sentence as it is. */
export function said({ text, name, isEvent }: ContextLine): string {
  if (!isEvent) return text
  const isPoint = /: (?:\d{4}-\d\d-\d\d \d\d:\d\d|undated)/.exec(text)
  if (isPoint === null) return text
  const value = text.slice(isPoint.index + isPoint[0].length).trim()
  const unit = /\(([^()]*)\)$/.exec(text.slice(name.length, isPoint.index))?.[1]
  return [name, value, value !== '' && unit !== undefined ? unit : ''].filter((part) => part !== '').join(' ')
}

/** An event with its date, since it says little without one; a sentence as it is. */
export function stated(line: ContextLine): string {
  return line.isEvent ? dated(line) : line.text
}

/** The line, preceded by its day. */
export function dated(line: ContextLine): string {
  const day = dayOf(line)
  return day === null ? said(line) : `${day}: ${said(line)}`
}
