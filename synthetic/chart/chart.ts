import type { Coded } from '../banks/coded.js'
import { chartTime, type Seconds } from './clock-of-day.js'

/** A stretch of note text; `key` names the planted fact it states, so that its span can be found again. */
export type Piece = { readonly text: string; readonly key: string | null }

/** `layout` lines: one piece per line; prose: pieces follow each other; list: commas separate pieces. */
export type Section = {
  readonly title: string | null
  readonly layout: 'lines' | 'prose' | 'list'
  readonly pieces: readonly Piece[]
}

/** A visit while it is being written. */
export type Visit = {
  readonly visitId: string
  readonly code: string
  readonly name: string
  readonly start: Seconds
  readonly providerId: string
  readonly siteId: string
  /** Shares the encounter element of the visit before it. */
  readonly joined: boolean
  end: Seconds
}

/** An event as it will be in the record. */
export type ChartEvent = {
  readonly time: string
  readonly domain: string
  readonly code: string
  readonly name: string
  readonly value: string | null
  readonly unit: string | null
  readonly visit: Visit
  readonly documentId: string
}

/** [start, end) in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number }

/** A note as it will be in the record. */
export type ChartNote = {
  readonly noteId: string
  readonly time: string
  readonly type: Coded
  readonly visit: Visit
  readonly text: string
  /** Where each planted fact is in `text`, [start, end) in UTF-16 units. */
  readonly spans: ReadonlyMap<string, Span>
}

/** All of one made-up patient, in the order things were written down. */
export type Chart = {
  readonly visits: Visit[]
  readonly events: ChartEvent[]
  readonly notes: ChartNote[]
}

/** An event of a visit. */
export function chartEvent(
  visit: Visit,
  at: Seconds,
  what: { domain: string; code: string; name: string; value?: string; unit?: string },
): ChartEvent {
  const time = chartTime(at)
  return {
    time,
    domain: what.domain,
    code: what.code,
    name: what.name,
    value: what.value ?? null,
    unit: what.unit ?? null,
    visit,
    documentId: `event:${time}|${what.code}`,
  }
}

/** A piece that states no planted fact. */
export const plain = (text: string): Piece => ({ text, key: null })
