import type { PromptPassage } from '../../generators/generator.js'
import { type ShownEvent, shownEvents } from '../../indexes/chunks/shown-events.js'
import type { StoredChart } from './stored-chart.js'

/** The events that a passage shows; null for a passage of notes. The first passage of events reads the record. */
export function passageEvents(chart: StoredChart): (passage: PromptPassage) => readonly ShownEvent[] | null {
  return ({ events }) => {
    if (events === undefined) return null
    const all = chart.record.events
    return shownEvents(
      events.positions.map((position) => all[position]!),
      events.form,
    )
  }
}
