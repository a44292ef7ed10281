import { earliestFirst, latestFirst } from '../../corpus/time-order.js'
import { isVisible } from '../../corpus/visibility.js'
import type { Chunk } from '../../indexes/chunks/chunk.js'
import { eventsInTimeOrder } from '../../indexes/chunks/chunk-events.js'
import type { Shard } from '../../indexes/store/shard.js'
import { WORDS } from '../../indexes/words/analyzers.js'
import { BM25_DEFAULTS, Bm25Index } from '../../indexes/words/bm25.js'
import { termIndex } from '../../indexes/words/term-index.js'
import { rankedStrategy } from '../ranked.js'
import type { Scored, Strategy } from '../strategy.js'
import { oncePer } from '../view/once-per.js'
import type { RecordView } from '../view/record-view.js'

/**
 * Whole encounters, best first by BM25 over all that was written and recorded in them, as the MedAlign authors retrieve. Of
 * each its notes and events in time order, all with its score; what belongs to no encounter is one per day. Ties: the encounter
 * that began last, then its id.
 */
export function visitBm25(): Strategy {
  return rankedStrategy('visit-bm25', async ({ text }, view) => {
    const { times, visits, visitOf, index } = visitsOf(view.shard)
    const visible = visibleOf(times, view)
    let groups = 0
    for (let i = 0; i < visible; i++) groups = Math.max(groups, visitOf[i]! + 1)
    const scores = index.groupScores(WORDS.terms(text), visitOf, groups, visible, BM25_DEFAULTS)
    const documents = documentsByVisit(view)
    return visits
      .slice(0, groups)
      .map(({ id, begin }, i) => ({ id, begin, score: scores[i]! }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || latestFirst(a.begin, b.begin) || (a.id < b.id ? -1 : 1))
      .flatMap(({ id, score }): Scored[] => (documents.get(id) ?? []).map((chunk) => ({ chunk, score })))
  })
}

type Unit = {
  readonly time: string | null
  readonly visit: string
  /** A note's id, or an event's position. */
  readonly source: string | number
}

/** Notes and single events in time order, undated last, so that what may be seen is a prefix of them. */
type Visits = {
  readonly times: readonly (string | null)[]
  readonly visits: readonly { readonly id: string; readonly begin: string | null }[]
  readonly visitOf: Int32Array
  readonly index: Bm25Index
}

const visitsOf = oncePer((shard: Shard): Visits => {
  const { notes, events } = shard.record
  const units: Unit[] = [
    ...notes.map((note) => ({ time: note.time, visit: visitId(note), source: note.documentId })),
    ...eventsInTimeOrder(events).map((position) => ({
      time: events[position]!.time,
      visit: eventVisit(position, shard),
      source: position,
    })),
  ].sort((a, b) => earliestFirst(a.time, b.time))
  const numbers = new Map<string, number>()
  const visits: { id: string; begin: string | null }[] = []
  const visitOf = Int32Array.from(units, ({ visit, time }) => {
    let number = numbers.get(visit)
    if (number === undefined) {
      number = visits.length
      numbers.set(visit, number)
      visits.push({ id: visit, begin: time })
    }
    return number
  })
  const table = shard.wordTable((texts) => {
    for (const { source } of units) {
      if (typeof source === 'string') shard.addWords(texts, source)
      // The parts of an event's label stand apart in it.
      else {
        const { name, value, unit } = events[source]!
        texts.appendLabel(name)
        if (value !== null) texts.appendLabel(value)
        if (unit !== null) texts.appendLabel(unit)
      }
      texts.endText()
    }
  })
  const index = new Bm25Index(termIndex(table, WORDS))
  return { times: units.map(({ time }) => time), visits, visitOf, index }
})

function visibleOf(times: readonly (string | null)[], view: RecordView): number {
  const hidden = times.findIndex((time) => !isVisible(time, view.asOf))
  return hidden < 0 ? times.length : hidden
}

/** The whole notes of each visit and its events by day and domain, in chart order. */
const documentsByVisit = oncePer((view: RecordView): ReadonlyMap<string, readonly Chunk[]> => {
  const byVisit = new Map<string, Chunk[]>()
  const add = (visit: string, chunk: Chunk) => {
    const chunks = byVisit.get(visit)
    if (chunks) chunks.push(chunk)
    else byVisit.set(visit, [chunk])
  }
  for (const chunk of view.documents()) {
    if (chunk.kind === 'note') add(visitId(view.note(chunk.documentId)!), chunk)
    else {
      const day = chunk.chunkId.slice(0, chunk.chunkId.indexOf('#'))
      const parts = new Map<string, number[]>()
      for (const position of chunk.events) {
        const visit = eventVisit(position, view.shard)
        const part = parts.get(visit)
        if (part) part.push(position)
        else parts.set(visit, [position])
      }
      for (const [visit, events] of parts) {
        const [first, last] = [view.event(events[0]!), view.event(events.at(-1)!)]
        // Visits of one day share a header, in the order of their ids, which is that of time.
        add(visit, { ...chunk, chunkId: `${day}#${first.time ?? ''} ${visit}`, events, time: last.time })
      }
    }
  }
  return byVisit
})

/** Events of one id are shown together, so they all belong where the first of them does. */
function eventVisit(position: number, shard: Shard): string {
  const { events } = shard.record
  return visitId(events[shard.eventPositions(events[position]!.documentId)[0]!]!)
}

function visitId(of: { readonly encounterId: string | null; readonly time: string | null }): string {
  return of.encounterId ?? `day ${of.time?.slice(0, 10) ?? 'undated'}`
}
