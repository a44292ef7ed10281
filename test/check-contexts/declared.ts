import type { Chart, ChartEvent } from './chart.js'
import type { ContextLine } from './context-line.js'

/** What the passages of a line say that it shows and has not yet been met in its text. */
export type Declared = {
  /** Of each note the spans as they are to be read: joined where nothing but white space lies between. */
  readonly notes: Map<string, string[]>
  /** By domain. A line shows each event at most as often as the chart has it. */
  readonly events: Map<string, ChartEvent[]>
  /** 'domain id' of every event that a passage names. */
  readonly unmet: Set<string>
}

export function declaredBy(line: ContextLine, chart: Chart): Declared {
  const spans = new Map<string, [number, number][]>()
  const events = new Map<string, ChartEvent[]>()
  const unmet = new Set<string>()
  for (const passage of line.passages) {
    if (passage.kind === 'note') {
      const known = spans.get(passage.documentId)
      if (known) known.push([passage.start, passage.end])
      else spans.set(passage.documentId, [[passage.start, passage.end]])
      continue
    }
    for (const id of passage.documentIds) {
      const key = `${passage.type} ${id}`
      if (unmet.has(key)) continue
      unmet.add(key)
      const named = (chart.events.get(id) ?? []).filter(({ domain }) => domain === passage.type)
      const known = events.get(passage.type)
      if (known) known.push(...named)
      else events.set(passage.type, named)
    }
  }
  const notes = new Map(
    [...spans].map(([id, parts]) => [id, joinedTexts(parts, chart.notes.get(id)?.text ?? '')]),
  )
  return { notes, events, unmet }
}

function joinedTexts(spans: readonly (readonly [number, number])[], text: string): string[] {
  const joined: [number, number][] = []
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    const last = joined[joined.length - 1]
    if (last !== undefined && text.slice(last[1], start).trim() === '') last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined.map(([start, end]) => text.slice(start, end))
}
