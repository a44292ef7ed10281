import type { EventPhase } from './extractive-line.js'
import { UNIT_END } from './line-value.js'

/** One event as a passage of events shows it. */
export type EventPiece = {
  readonly text: string
  readonly time: string | null
  readonly name: string
  readonly phase: EventPhase | null
}

const CLOCK = /^(\d\d:\d\d) /
// A value may contain the separator, so a point of a series is recognized by its date.
const SERIES = /^(.+?): (?=(?:\d{4}-\d\d-\d\d \d\d:\d\d|undated)(?: |;|$))/
const POINT_END = /; (?=\d{4}-\d\d-\d\d \d\d:\d\d|undated)/
const POINT_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d/
const SERIES_UNIT = / \([^()]*\)$/
const PHASE = /(?:^|\s)(start\|end|start|end)$/
// 'Hemoglobin A1c 6.1 %': the value is the last number, followed by at most a unit.
const VALUE_END = new RegExp(`\\s[<>]?-?\\d+(?:[./]\\d+)*(?:\\s?${UNIT_END})?$`)

/**
 * Reads 'Name (unit): 2020-01-01 10:00 81.5; undated 79' into one event per point, each with that name; null if
 * the text is no series.
 */
export function readSeries(text: string): EventPiece[] | null {
  const head = CLOCK.test(text) ? null : SERIES.exec(text)
  if (head === null) return null
  const points = text.slice(head[0].length).split(POINT_END)
  const name = head[1]!.replace(SERIES_UNIT, '')
  return points.map((point) => ({
    text: head[0] + point,
    time: POINT_TIME.exec(point)?.[0] ?? null,
    name,
    phase: readPhase(point),
  }))
}

/** Reads '06:06 Body Height 56.40 cm; Heart rate 71 /min' into one event per entry, each with its minute. */
export function readDay(text: string, day: string | null): EventPiece[] {
  return text.split('\n').flatMap((line) => {
    const clock = CLOCK.exec(line)
    const time = clock && day !== null ? `${day} ${clock[1]}` : day
    const events = line.slice(clock?.[0].length ?? 0).split('; ')
    return events
      .map((event) => event.trim())
      .filter((event) => event !== '')
      .map((event) => ({ text: event, time, name: eventName(event), phase: readPhase(event) }))
  })
}

/** The text of an event without its phase and without a number at its end. */
export function eventName(text: string): string {
  return text.replace(PHASE, '').replace(VALUE_END, '')
}

/** The phase at the end of an event's text; null if there is none. */
export function readPhase(text: string): EventPhase | null {
  const phase = PHASE.exec(text)?.[1]
  return phase === 'start|end' ? 'both' : ((phase as 'start' | 'end' | undefined) ?? null)
}
