import type { Chunk, EventChunk } from '../../indexes/chunks/chunk.js'
import type { Scored } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'
import { groupKey } from '../view/render-context.js'
import type { Modifier } from './modifier.js'

/**
 * The whole note in the place of its best chunk, and all events of the day and domain in that of the first of them. A series
 * stays as it is: it is all of its code already, and what it shows of a day the day does not show again.
 */
export const parent: Modifier = (ranked, _, view) => {
  const whole = new Map(view.documents().map((document) => [groupKey(document), document]))
  const inSeries = idsInSeries(ranked, view)
  const parentOf = (chunk: Chunk): Chunk => {
    if (chunk.kind === 'events' && chunk.form === 'series') return chunk
    const document = whole.get(groupKey(chunk)) ?? chunk
    return document.kind === 'note' ? document : (without(document, inSeries, view) ?? chunk)
  }
  const seen = new Set<string>()
  return ranked.flatMap((scored): Scored[] => {
    const document = parentOf(scored.chunk)
    if (seen.has(document.chunkId)) return []
    seen.add(document.chunkId)
    return [{ ...scored, chunk: document }]
  })
}

/** Ids of all events that series of a ranking show; of a ranking without days nobody asks. */
function idsInSeries(ranked: readonly Scored[], view: RecordView): Set<string> {
  const events = ranked.flatMap(({ chunk }) => (chunk.kind === 'events' ? [chunk] : []))
  if (events.every(({ form }) => form === 'series')) return new Set()
  const series = events.filter(({ form }) => form === 'series')
  return new Set(series.flatMap((chunk) => chunk.events.map((position) => view.event(position).documentId)))
}

/** Null if nothing is left. */
function without(day: EventChunk, ids: ReadonlySet<string>, view: RecordView): EventChunk | null {
  const events = day.events.filter((position) => !ids.has(view.event(position).documentId))
  if (events.length === day.events.length) return day
  return events.length === 0 ? null : { ...day, events, time: view.event(events.at(-1)!).time }
}
