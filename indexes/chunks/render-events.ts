import type { ChartTime, Event } from '../../corpus/record.js'

/** An event as text: 'Hemoglobin [Mass/volume] in Blood 15.40 g/dL'. */
export function eventLabel(event: Event): string {
  const parts = [event.name]
  if (event.value !== null) parts.push(event.value)
  if (event.unit !== null) parts.push(event.unit)
  return parts.join(' ')
}

/** Events of one day and domain as text, with each time once: '06:06 Body Height 56.40 cm; Heart rate 71 /min'. */
export function renderDay(events: readonly Event[]): string {
  let text = ''
  let clock: string | null = null
  for (const event of events) {
    const at = event.time?.slice(11, 16) ?? null
    if (at !== clock) {
      text += `${text === '' ? '' : '\n'}${at === null ? '' : `${at} `}`
      clock = at
    } else if (text !== '') text += '; '
    text += eventLabel(event)
  }
  return text
}

/**
 * A series as text: the name once, then 'date value unit' points in the order given.
 * A point without a value is only its date: that it happened is the fact.
 */
export function renderSeries(events: readonly Event[]): string {
  if (events.length === 0) return ''
  const unit = sharedUnit(events)
  return seriesHead(events[0]!, unit) + events.map((event) => seriesPoint(event, unit)).join(SERIES_SEPARATOR)
}

/** Separates the points of a series, and the events of one minute. */
export const SERIES_SEPARATOR = '; '

/** The unit of all events of a series, which its head shows; null if units differ or are missing. */
export function sharedUnit(events: readonly Event[]): string | null {
  const unit = events[0]?.unit ?? null
  return events.every((event) => event.unit === unit) ? unit : null
}

/** The head of a series: 'Hemoglobin (g/dL): '. */
export function seriesHead({ name }: Event, unit: string | null): string {
  return `${name}${unit === null ? '' : ` (${unit})`}: `
}

/** A point of a series as text. @param unit the unit in the head, which a point does not repeat */
export function seriesPoint(event: Event, unit: string | null): string {
  const parts = [shortTime(event.time)]
  if (event.value !== null) parts.push(event.value)
  if (unit === null && event.unit !== null) parts.push(event.unit)
  return parts.join(' ')
}

/** 'YYYY-MM-DD HH:MM', or 'undated'. */
export function shortTime(time: ChartTime | null): string {
  return time === null ? 'undated' : time.slice(0, 16)
}

/** The text of an event chunk for dense search: domain and distinct names. Values and dates have no meaning for an embedder. */
export function eventIndexText(events: readonly Event[]): string {
  const names = [...new Set(events.map((event) => event.name))]
  return `${events[0]?.domain.replaceAll('_', ' ') ?? ''}: ${names.join('; ')}`
}
