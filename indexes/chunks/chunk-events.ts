import { groupBy } from '../../base/group-by.js'
import type { ChartTime, Event } from '../../corpus/record.js'
import { earliestFirst } from '../../corpus/time-order.js'
import type { EventChunk } from './chunk.js'
import { eventLabel } from './render-events.js'

/** Positions of the events in time order, undated events last; events of one time are in file order. */
export function eventsInTimeOrder(events: readonly Event[]): number[] {
  return events
    .map((_, position) => position)
    .sort((a, b) => earliestFirst(events[a]!.time, events[b]!.time) || a - b)
}

/**
 * Chunks of the events of a day and domain, cut at `longest` characters of rendered text and at every time in `cuts`, so
 * that no chunk has events on both sides of the asOf of an instruction.
 * @param cuts the asOf times; events at these times are visible
 */
export function chunkEventDays(
  events: readonly Event[],
  longest: number,
  cuts: readonly ChartTime[],
): EventChunk[] {
  const sortedCuts = [...new Set(cuts)].sort()
  const groups = groupBy(eventsInTimeOrder(events), (position) => {
    const { time, domain } = events[position]!
    const side = time === null ? 0 : sortedCuts.filter((cut) => cut < time).length
    return `${time?.slice(0, 10) ?? 'undated'}|${domain}|${side}`
  })
  const chunks: EventChunk[] = []
  const perDay = new Map<string, number>()
  for (const group of groups.values()) {
    for (const part of splitByLength(sameIdsTogether(group, events), events, longest)) {
      const first = events[part[0]!]!
      const day = `${first.time?.slice(0, 10) ?? 'undated'}|${first.domain}`
      const ordinal = (perDay.get(day) ?? 0) + 1
      perDay.set(day, ordinal)
      chunks.push({
        kind: 'events',
        form: 'day',
        chunkId: `events:${day}#${String(ordinal).padStart(4, '0')}`,
        events: part,
        time: events[part[part.length - 1]!]!.time,
        type: first.domain,
      })
    }
  }
  return chunks
}

/** One chunk per code and name (a code may be missing, or have several names), with its events in time order. It is visible from its first point on; points after the asOf are cut when it is shown. */
export function chunkEventSeries(events: readonly Event[]): EventChunk[] {
  const groups = groupBy(eventsInTimeOrder(events), (position) => {
    const { domain, code, name } = events[position]!
    return code === name ? `${domain}|${code}` : `${domain}|${code}|${name}`
  })
  return [...groups].map(([key, group]) => ({
    kind: 'events',
    form: 'series',
    chunkId: `series:${key}`,
    events: group,
    time: events[group[0]!]!.time,
    type: events[group[0]!]!.domain,
  }))
}

/**
 * Groups the events of one time and code, in the order of each group's first event: they share a document id, so a chunk
 * shows all of them or none.
 */
function sameIdsTogether(group: readonly number[], events: readonly Event[]): number[][] {
  const runs = groupBy(group, (position) => events[position]!.documentId)
  return [...runs.values()]
}

function splitByLength(runs: readonly number[][], events: readonly Event[], longest: number): number[][] {
  const parts: number[][] = []
  let part: number[] = []
  let length = 0
  for (const run of runs) {
    const added = run.reduce((total, position) => total + eventLabel(events[position]!).length + 2, 0)
    if (part.length > 0 && length + added > longest) {
      parts.push(part)
      part = []
      length = 0
    }
    part.push(...run)
    length += added
  }
  if (part.length > 0) parts.push(part)
  return parts
}
