import { groupBy } from '../../base/group-by.js'
import { splitLabel } from '../../corpus/building/split-label.js'
import type { Place } from '../../corpus/instruction.js'
import type { ChartTime, Event } from '../../corpus/record.js'
import { foldText } from '../words/fold-text.js'

/**
 * Finds the events of one record that a line names at a time, a prefix of their chart times that holds at least the date.
 * The first search sorts the events by date.
 */
export function eventFinder(events: readonly Event[]): (time: ChartTime, line: string) => Place[] {
  let byDate: Map<string, Event[]> | null = null
  return (time, line) => {
    byDate ??= eventsByDate(events)
    const sameDay = byDate.get(time.slice(0, 10)) ?? []
    return eventPlaces(
      line,
      sameDay.filter((event) => event.time!.startsWith(time)),
    )
  }
}

function eventsByDate(events: readonly Event[]): Map<string, Event[]> {
  const dated = events.filter(({ time }) => time !== null)
  return groupBy(dated, ({ time }) => time!.slice(0, 10))
}

/**
 * The events that a line names: with value and unit if the line has them, else with the value, else by name or code. A
 * line without a value also names an event that has one; a line with another value does not.
 */
function eventPlaces(line: string, candidates: readonly Event[]): Place[] {
  if (candidates.length === 0) return []
  const wanted = foldText(line)
  const { name, value } = splitLabel(line.trim())
  const withoutUnit = foldText(`${name}${value ?? ''}`)
  const readings = [
    (event: Event) => spelled(event, `${event.name}${event.value ?? ''}${event.unit ?? ''}`).includes(wanted),
    (event: Event) => spelled(event, `${event.name}${event.value ?? ''}`).includes(wanted),
    (event: Event) =>
      event.unit === null && spelled(event, `${event.name}${event.value ?? ''}`).includes(withoutUnit),
    (event: Event) => [...spelled(event, event.name), ...spelled(event, '')].includes(wanted),
    (event: Event) =>
      event.value === null && spelled(event, `${event.name}start`).includes(wanted.replace(/\|end$/, '')),
  ]
  for (const reading of readings) {
    const ids = new Set(candidates.filter(reading).map(({ documentId }) => documentId))
    if (ids.size > 0) return [...ids].map((documentId) => ({ documentId, start: null, end: null }))
  }
  return []
}

/** A line that is copied from a chart of the older dialect begins with the code in brackets. */
function spelled({ code }: Event, label: string): string[] {
  return [label === '' ? code : label, `[${code}]${label}`].map(foldText)
}
