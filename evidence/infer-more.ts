import type { ChartTime, Event, PatientRecord } from '../corpus/record.js'
import { latestOf } from '../corpus/time-order.js'
import { isVisible } from '../corpus/visibility.js'
import type { AlignedPiece } from './aligned-piece.js'
import type { Candidate } from './confidence.js'

/** Their number and kind are certain, but nobody wrote them out. */
const INFERRED_CONFIDENCE = 0.85
/** One listed event does not show what the list is about. */
const FEWEST_LISTED = 2

/** `elided`: how many pieces the cells count without writing them. */
export type ListedPieces = {
  readonly listed: readonly AlignedPiece[]
  readonly elided: number
  readonly asOf: ChartTime | null
}

/**
 * What 'and 3 more' leaves out of a list of one event at several times: the later events of that name
 * and value up to the as-of time. Unless the listed events agree in both and the number matches exactly, nothing is guessed.
 * @returns a candidate for each event that is left out
 */
export function inferMore(record: PatientRecord, { listed, elided, asOf }: ListedPieces): Candidate[][] {
  if (elided === 0 || listed.length < FEWEST_LISTED) return []
  const ids = listed.map(({ candidates }) =>
    candidates.length === 1 ? candidates[0]!.place.documentId : null,
  )
  const events = ids.map((id) => record.events.find(({ documentId }) => documentId === id))
  const [first] = events
  if (first === undefined || !events.every((event) => event !== undefined && event.name === first.name))
    return []
  const last = latestOf(events.map((event) => event!.time)) ?? ''
  const sameValue = (event: Event) => events.every((known) => known!.value === event.value)
  const isLater = ({ name, time }: Event) =>
    name === first.name && time !== null && time > last && isVisible(time, asOf)
  const later = record.events.filter((event) => isLater(event) && sameValue(event))
  const left = [...new Set(later.map(({ documentId }) => documentId))]
  if (left.length !== elided) return []
  return left.map((documentId) => [
    { place: { documentId, start: null, end: null }, confidence: INFERRED_CONFIDENCE, says: documentId },
  ])
}
