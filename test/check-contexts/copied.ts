import type { Chart, ChartNote } from './chart.js'

const DAY = '(?:\\d{4}-\\d\\d-\\d\\d|undated)'
const MARK = new RegExp(` \\(also (?:in (\\d+) notes, (${DAY}) to (${DAY})|(${DAY})(?:, (${DAY}))?)\\)`, 'y')

/**
 * Where a remark ' (also 2020-01-02)' ends that stands at `at`; `at` itself where there is none, null where what it says is
 * not so: each named day is that of another note which may be seen and holds the same text.
 */
export function copiedEnd(
  text: string,
  at: number,
  span: string,
  own: ChartNote,
  chart: Chart,
  asOf: string | null,
): number | null {
  MARK.lastIndex = at
  const match = MARK.exec(text)
  if (match === null) return at
  const days = [...chart.notes.values()]
    .filter((note) => note.id !== own.id && (asOf === null || (note.time !== null && note.time <= asOf)))
    .filter((note) => note.text.includes(span))
    .map((note) => note.time?.slice(0, 10) ?? 'undated')
  const [, count, ...named] = match
  const isTrue = named.every((day) => day === undefined || days.includes(day))
  return isTrue && Number(count ?? 0) <= days.length ? at + match[0].length : null
}
