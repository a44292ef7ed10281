import type { ChartTime, Event } from '../../corpus/record.js'

/** 'Hemoglobin [Mass/volume] in Blood 15.40 g/dL' */
export function eventLabel(event: Event): string {
  const parts = [event.name]
  if (event.value !== null) parts.push(event.value)
  if (event.unit !== null) parts.push(event.unit)
  return parts.join(' ')
}

/** Events of one day and domain: a time where it changes, then labels. '06:06 Body Height 56.40 cm; Heart rate 71 /min'. */
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
 * One code over time: its name once, then 'date value unit' points in the order given.
 * A point without a value is its date alone: that it happened is the fact.
 */
export function renderSeries(events: readonly Event[]): string {
  const [first] = events
  if (first === undefined) return ''
  const units = new Set(events.map((event) => event.unit))
  const unit = units.size === 1 ? first.unit : null
  const points = events.map((event) => {
    const parts = [shortTime(event.time)]
    if (event.value !== null) parts.push(event.value)
    if (unit === null && event.unit !== null) parts.push(event.unit)
    return parts.join(' ')
  })
  return `${first.name}${unit === null ? '' : ` (${unit})`}: ${points.join('; ')}`
}

export function shortTime(time: ChartTime | null): string {
  return time === null ? 'undated' : time.slice(0, 16)
}

/** What dense search reads of an event chunk: domain and distinct names. Values and dates carry no meaning there. */
export function eventIndexText(events: readonly Event[]): string {
  const names = [...new Set(events.map((event) => event.name))]
  return `${events[0]?.domain.replaceAll('_', ' ') ?? ''}: ${names.join('; ')}`
}
