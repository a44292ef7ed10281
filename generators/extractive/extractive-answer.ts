import type { ContextLine } from './lines/extractive-line.js'
import type { RankedLine } from './lines/rank-lines.js'

/** What the extractive generator says, and the lines that it rests on. */
export type Answer = { readonly text: string; readonly lines: readonly ContextLine[] }

/** Lines that come this near to the best one are ranked by time, value or phase. */
const NEARLY_BEST = 0.9

/** Those whose score comes near to the best one's. @param ranked best first */
export function nearlyBest(ranked: readonly RankedLine[], part = NEARLY_BEST): RankedLine[] {
  const best = ranked[0]?.score ?? 0
  return ranked.filter(({ score }) => score >= part * best)
}

/** The line with the greatest key (sign 1) or the least (sign -1); the better ranked of equals; any before one without a key. */
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

/** The line's day, 'YYYY-MM-DD'; null if it is undated. */
export function dayOf({ time }: ContextLine): string | null {
  return time?.slice(0, 10) ?? null
}

/** An event as it would be alone, a sentence as it is. */
export function said({ text, name, isEvent }: ContextLine): string {
  if (!isEvent) return text
  const isPoint = /: (?:\d{4}-\d\d-\d\d \d\d:\d\d|undated)/.exec(text)
  if (isPoint === null) return text
  const value = text.slice(isPoint.index + isPoint[0].length).trim()
  const unit = /\(([^()]*)\)$/.exec(text.slice(name.length, isPoint.index))?.[1]
  return [name, value, value !== '' && unit !== undefined ? unit : ''].filter((part) => part !== '').join(' ')
}

/** An event says little without its date; a sentence is quoted as it is. */
export function stated(line: ContextLine): string {
  return line.isEvent ? dated(line) : line.text
}

/** The line after its day. */
export function dated(line: ContextLine): string {
  const day = dayOf(line)
  return day === null ? said(line) : `${day}: ${said(line)}`
}
