import type { Event } from '../../corpus/record.js'
import { eventLabel, SERIES_SEPARATOR, seriesHead, seriesPoint, sharedUnit } from './render-events.js'

/** How a passage shows its events: each with its own name, or as points under one name. */
export type EventForm = 'day' | 'series'

/** An event as a passage shows it. */
export type ShownEvent = {
  readonly event: Event
  /** What the passage says about this event alone. For a point, it begins with the head of the series. */
  readonly text: string
  /** [start, end) of the event in the text of the passage, in UTF-16 units; for a point, without the head. */
  readonly start: number
  readonly end: number
}

/**
 * The part of a passage's text that shows each of its events, computed without reading the text.
 * @param events in the order in which the passage shows them
 */
export function shownEvents(events: readonly Event[], form: EventForm): ShownEvent[] {
  return form === 'day' ? dayEvents(events) : seriesEvents(events)
}

function dayEvents(events: readonly Event[]): ShownEvent[] {
  const shown: ShownEvent[] = []
  let at = 0
  let clock: string | null = null
  for (const event of events) {
    const time = event.time?.slice(11, 16) ?? null
    const isEmpty = at === 0
    if (time !== clock) {
      at += (isEmpty ? 0 : 1) + (time === null ? 0 : time.length + 1)
      clock = time
    } else if (!isEmpty) at += SERIES_SEPARATOR.length
    const text = eventLabel(event)
    shown.push({ event, text, start: at, end: at + text.length })
    at += text.length
  }
  return shown
}

function seriesEvents(events: readonly Event[]): ShownEvent[] {
  if (events.length === 0) return []
  const unit = sharedUnit(events)
  const head = seriesHead(events[0]!, unit)
  let at = head.length
  return events.map((event) => {
    const point = seriesPoint(event, unit)
    const start = at
    at += point.length + SERIES_SEPARATOR.length
    return { event, text: head + point, start, end: start + point.length }
  })
}
