import type { Chart, ChartEvent } from './chart.js'
import type { ContextLine, Fail } from './context-line.js'

/**
 * A context of tail-tokens: its passages and the visible events account for every line but the first, which a cut may have
 * shortened. Blanks count as one.
 */
export function checkTail({ text, asOf, passages }: ContextLine, chart: Chart, fail: Fail): void {
  let rest = text
  for (const passage of passages) {
    if (passage.kind !== 'note') continue
    const note = chart.notes.get(passage.documentId)
    if (note === undefined) continue
    const shown = note.text.slice(passage.start, passage.end)
    if (passage.end !== note.text.length) fail('a note of a tail is shown to its end')
    const header = `${minuteOf(note.time)} ${note.type}\n`
    const isWhole = passage.start === 0 && rest.includes(header + shown)
    const wanted = isWhole ? header + shown : shown
    if (!isWhole && !text.startsWith(shown) && passage.start > 0) fail('only the first note of a tail is cut')
    if (!rest.includes(wanted)) fail('every declared span of a note stands in the text')
    rest = rest.replace(wanted, () => '\n')
  }
  const visible = [...chart.events.values()]
    .flat()
    .filter(({ time }) => asOf === null || (time !== null && time <= asOf))
  const known = new Set(visible.map(lineOf))
  const lines = rest.split('\n')
  for (const line of lines.slice(1))
    if (line.trim() !== '' && !known.has(bare(line)))
      fail('every character of the text belongs to a declared passage')
  const met = new Set(lines.map(bare))
  for (const passage of passages) {
    if (passage.kind === 'note') continue
    const named = passage.documentIds.flatMap((id) => chart.events.get(id) ?? [])
    if (named.some((event) => event.domain === passage.type && !met.has(lineOf(event))))
      fail('every declared event stands in the text with date, name or code, and value')
  }
}

function minuteOf(time: string | null): string {
  return time?.slice(0, 16) ?? 'undated'
}

function lineOf({ time, domain, label }: ChartEvent): string {
  return bare(`${minuteOf(time)} ${domain.replaceAll('_', ' ')}: ${label}`)
}

/** How much white space a label has does not matter: the older dialect is cut at it. */
function bare(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
