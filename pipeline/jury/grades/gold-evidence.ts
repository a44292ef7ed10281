import type { Fact, Instruction, Place } from '../../../corpus/instruction.js'
import { eventLabel, shortTime } from '../../../indexes/chunks/render-events.js'
import type { StoredChart } from '../../charts/stored-chart.js'

/** The parts of a chart that evidence is read from. */
type Chart = Pick<StoredChart, 'note' | 'eventsOf'>

/** What a judge reads if nobody marked evidence. */
export const NO_EVIDENCE = 'No part of the record was marked.'

/**
 * The judged evidence of an instruction as a judge reads it: the first place of each fact, under its date and type; a place
 * without a span is the whole note. If nothing is judged, the annotators' own evidence cells are used instead. It depends on no
 * arm and is never cut: if it is too long for a judge's window, the grade fails with that reason.
 */
export function goldEvidence(
  { evidence }: Pick<Instruction, 'evidence'>,
  facts: readonly Fact[],
  chart: Chart,
): string {
  const places = facts.flatMap(({ places: [first] }) => (first === undefined ? [] : [first]))
  const blocks = places.flatMap((place) => textOf(place, chart))
  const distinct = [...new Set(blocks.length > 0 ? blocks : evidence.map((cell) => cell.trim()))]
  return distinct.filter((text) => text !== '').join('\n\n') || NO_EVIDENCE
}

function textOf({ documentId, start, end }: Place, chart: Chart): string[] {
  const note = chart.note(documentId)
  if (note !== null) {
    const text = note.text.slice(start ?? 0, end ?? undefined).trim()
    return [`${shortTime(note.time)} ${note.type ?? 'note'}\n${text}`]
  }
  return chart
    .eventsOf(documentId)
    .map((event) => `${shortTime(event.time)} ${event.domain.replaceAll('_', ' ')}: ${eventLabel(event)}`)
}
