import type { Chunk, EventChunk } from '../../indexes/chunks/chunk.js'
import { type Interpretation, isInFrame } from '../../reading/interpretation.js'
import type { RecordView } from '../view/record-view.js'

/** Added for a domain or a frame that the instruction names; a day is nearly an address. */
const DOMAIN_BONUS = 0.2
/** Of that, where only a thing of the kind is named: its own name finds it, and others of its kind are no nearer. */
const NAMED_SHARE = 0.25
const FRAME_BONUS = 0.2
const DAY_BONUS = 0.6
const LISTING_BONUS = 1
const OPEN_BONUS = 0.8
const NOTE_TIME_BONUS = 0.15
/** Enough that a year outweighs what two words have in common by chance. */
const RECENCY_A_YEAR = 0.1
/** Years since 1900 of a time after every chart. */
const LAST_YEAR = 200

/** Where the last (or the first) is asked for, of notes that say the same the later (or the earlier) comes first. */
export function noteTimeBonus(at: number, chunks: readonly Chunk[], { mode }: Interpretation): number {
  if ((mode !== 'last' && mode !== 'first') || chunks[at]!.kind !== 'note') return 0
  // Chunks are in chart order, so a position tells the time.
  const late = at / chunks.length
  return NOTE_TIME_BONUS * (mode === 'last' ? late : 1 - late)
}

/** What the interpretation adds to the score of a sentence or a series: for its kind, its time, its state. */
export function bonus(chunk: Chunk, view: RecordView, interpretation: Interpretation): number {
  const isFramed = interpretation.since !== null || interpretation.until !== null
  const isInside = isFramed && holdsTime(chunk, view, interpretation)
  const frame = isInside ? (interpretation.day === null ? FRAME_BONUS : DAY_BONUS) : 0
  if (chunk.kind === 'note' || !isOfKind(chunk, view, interpretation)) return frame
  const share = interpretation.named?.includes(chunk.type) ? NAMED_SHARE : 1
  const state = interpretation.isCurrent && isOpen(chunk, view) ? OPEN_BONUS : 0
  // A listing names nothing that words or meaning could find: its kind, and its frame, are all there is.
  const listing =
    interpretation.isListing && (!isFramed || isInside)
      ? LISTING_BONUS + recency(chunk, view, interpretation)
      : 0
  return frame + share * (DOMAIN_BONUS + state) + listing
}

function isOfKind(chunk: EventChunk, view: RecordView, { domains }: Interpretation): boolean {
  if (domains.includes('vaccine') && view.event(chunk.events[0]!).code.startsWith('CVX/')) return true
  return domains.includes(chunk.type)
}

/** The last thing said of it is that it began: 'end' and 'start' in one minute are a renewal. */
function isOpen(chunk: EventChunk, view: RecordView): boolean {
  const events = chunk.events.map((position) => view.event(position))
  const last = events[events.length - 1]!.time
  return events.some(({ time, value }) => time === last && value === 'start')
}

/** By the year of the last point, where a listing asks for the last (or the first) of its kind. */
function recency(chunk: EventChunk, view: RecordView, { mode }: Interpretation): number {
  const time = view.event(chunk.events[mode === 'first' ? 0 : chunk.events.length - 1]!).time
  if (time === null || (mode !== 'first' && mode !== 'last')) return 0
  const years = (Date.parse(`${time.slice(0, 10)}T00:00:00Z`) - Date.UTC(1900)) / 31_557_600_000
  return RECENCY_A_YEAR * (mode === 'last' ? years : LAST_YEAR - years)
}

function holdsTime(chunk: Chunk, view: RecordView, interpretation: Interpretation): boolean {
  if (chunk.kind === 'note') return isInFrame(chunk.time, interpretation)
  return chunk.events.some((position) => isInFrame(view.event(position).time, interpretation))
}
