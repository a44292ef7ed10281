import type { Chart } from './chart.js'
import type { ContextLine, Fail } from './context-line.js'
import { copiedEnd } from './copied.js'
import { type Declared, declaredBy } from './declared.js'
import { dayEnd, seriesEnd } from './event-group.js'

const GAP = '\n…\n'

/**
 * Reads the text of a context from its first character to its last: groups with labels from 1, each of them a declared note
 * or declared events and nothing else. What is declared and not met, and what is met and not declared, is a violation.
 */
export function accountText(line: ContextLine, chart: Chart, fail: Fail): void {
  const { text } = line
  const declared = declaredBy(line, chart)
  let at = 0
  for (let label = 1; at < text.length; label++) {
    const next = `\n\n[${label + 1}] `
    const end =
      noteEnd(line, at, label, declared, chart) ??
      dayEnd(text, at, label, declared) ??
      seriesEnd(text, at, label, declared)
    if (end !== null && (end === text.length || text.startsWith(next, end))) {
      at = end === text.length ? end : end + 2
      continue
    }
    fail('every character of the text belongs to a declared passage')
    const resumed = text.indexOf(next, end ?? at)
    if (resumed < 0) break
    at = resumed + 2
  }
  if (declared.notes.size > 0) fail('every declared span of a note stands in the text')
  if (declared.unmet.size > 0)
    fail('every declared event stands in the text with date, name or code, and value')
}

function noteEnd(
  { text, asOf }: ContextLine,
  at: number,
  label: number,
  declared: Declared,
  chart: Chart,
): number | null {
  for (const [id, spans] of declared.notes) {
    const note = chart.notes.get(id)
    if (note === undefined) continue
    const header = `[${label}] ${note.time?.slice(0, 16) ?? 'undated'} ${note.type}\n`
    if (!text.startsWith(header, at)) continue
    const end = spansEnd(text, at + header.length, spans, (from, span) =>
      copiedEnd(text, from, span, note, chart, asOf),
    )
    if (end === null) continue
    declared.notes.delete(id)
    return end
  }
  return null
}

/** Where the spans of a note end that stand from `at` on, each perhaps with a remark; null where they do not stand there. */
function spansEnd(
  text: string,
  at: number,
  spans: readonly string[],
  remarkEnd: (from: number, span: string) => number | null,
): number | null {
  let end = at
  for (const [i, span] of spans.entries()) {
    const expected = i === 0 ? span : GAP + span
    if (!text.startsWith(expected, end)) return null
    const after = remarkEnd(end + expected.length, span)
    if (after === null) return null
    end = after
  }
  return end
}
