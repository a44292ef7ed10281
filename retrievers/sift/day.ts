import type { NoteChunk } from '../../indexes/chunks/chunk.js'
import type { Interpretation } from '../../reading/interpretation.js'
import type { Scored } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'

/** Above any sentence or series: the whole of a day was asked for. Domains that are not in the order come last. */
const DAY_SCORE = 9
/** Lines of the day's notes that come before its events. */
const DAY_LINES = 6
/** So many more come between what was found and done and what was measured. */
const MORE_LINES = 16
const MORE_BELOW = 3
/** Notes that report a visit as a whole. */
const CONCLUDING = /\b(?:discharge|summary|history and physical|h ?& ?p|admission|consult\w*)\b/i
const CONCLUDING_BONUS = 0.3
/** Where one thing of a day is asked for, so many passages come before the rest of the day. */
const BEFORE_THE_DAY = 12
const DAY_ORDER = [
  'condition',
  'procedure',
  'image',
  'drug_exposure',
  'visit',
  'device_exposure',
  'observation',
  'measurement',
]

/**
 * Where the whole of a day is asked for, the best lines of its notes come first, then its events, then the rest of its
 * notes; a stay's notes are those of the day on which it began. If one thing of a day is asked for, what answers comes
 * first, and the day follows.
 * @param ranked best first
 */
export function withDay(
  ranked: readonly Scored[],
  view: RecordView,
  interpretation: Interpretation,
): Scored[] {
  if (interpretation.day === null) return [...ranked]
  return interpretation.isSummary
    ? dayFirst(ranked, view, interpretation.day)
    : dayAfter(ranked, view, interpretation.day)
}

function dayFirst(ranked: readonly Scored[], view: RecordView, day: string): Scored[] {
  const visits = visitsOf(view, day)
  const isOfVisit = ({ documentId, time }: NoteChunk): boolean => {
    const visit = view.note(documentId)?.encounterId ?? null
    return time?.slice(0, 10) === day || (visit !== null && visits.has(visit))
  }
  const lines: Scored[] = []
  const rest: Scored[] = []
  for (const scored of ranked) {
    const { chunk, score } = scored
    if (chunk.kind === 'events') rest.push(...withoutDay(scored, view, day))
    else if (isOfVisit(chunk))
      lines.push({ ...scored, score: score! + (CONCLUDING.test(chunk.type) ? CONCLUDING_BONUS : 0) })
    else rest.push(scored)
  }
  const raised = lines
    .sort((a, b) => b.score! - a.score!)
    .map((scored, i) => ({ ...scored, score: i < MORE_LINES ? placeOfLine(i) : scored.score }))
  return [...raised, ...rest, ...dayChunks(view, day, { below: DAY_SCORE, shown: new Set(), isWhole: true })]
}

function placeOfLine(i: number): number {
  return (i < DAY_LINES ? 2 * DAY_SCORE : DAY_SCORE - MORE_BELOW) - 0.01 * i
}

function dayAfter(ranked: readonly Scored[], view: RecordView, day: string): Scored[] {
  const first = ranked.slice(0, BEFORE_THE_DAY)
  const shown = new Set(
    first.flatMap(({ chunk }) =>
      chunk.kind === 'events' ? chunk.events.map((position) => view.event(position).documentId) : [],
    ),
  )
  const rest = ranked.slice(BEFORE_THE_DAY).flatMap((scored) => withoutDay(scored, view, day))
  return [
    ...first,
    ...rest,
    ...dayChunks(view, day, { below: first.at(-1)?.score ?? DAY_SCORE, shown, isWhole: false }),
  ]
}

/** What the day itself shows is not paid for twice. */
function withoutDay(scored: Scored, view: RecordView, day: string): Scored[] {
  const { chunk } = scored
  if (chunk.kind === 'note') return [scored]
  const events = chunk.events.filter((position) => view.event(position).time?.slice(0, 10) !== day)
  const [first] = events
  return first === undefined ? [] : [{ ...scored, chunk: { ...chunk, events, time: view.event(first).time } }]
}

/** Encounters to which something of the day belongs. */
function visitsOf(view: RecordView, day: string): Set<string> {
  const visits = new Set<string>()
  for (const chunk of view.documents()) {
    if (chunk.time?.slice(0, 10) !== day) continue
    const ids =
      chunk.kind === 'note'
        ? [view.note(chunk.documentId)!.encounterId]
        : chunk.events.map((position) => view.event(position).encounterId)
    for (const id of ids) if (id !== null) visits.add(id)
  }
  return visits
}

/** The score below which a day's events rank, the ids that are shown already, and whether the whole day is asked for. */
type DayPlace = { readonly below: number; readonly shown: ReadonlySet<string>; readonly isWhole: boolean }

/**
 * The events of a day, a domain a piece, but those whose ids are shown already: far shorter than a point of every series. What
 * was found and done comes before what was measured.
 */
function dayChunks(view: RecordView, day: string, { below, shown, isWhole }: DayPlace): Scored[] {
  return view.documents().flatMap((chunk): Scored[] => {
    if (chunk.kind === 'note' || chunk.time?.slice(0, 10) !== day) return []
    const events = chunk.events.filter((position) => !shown.has(view.event(position).documentId))
    if (events.length === 0) return []
    const known = DAY_ORDER.indexOf(chunk.type)
    const place = known < 0 ? DAY_ORDER.length : known
    const isMeasured = isWhole && place >= DAY_ORDER.indexOf('observation')
    const score = below - 0.001 * (1 + place) - (isMeasured ? 2 * MORE_BELOW : 0)
    return [{ chunk: { ...chunk, events }, score, why: () => `events of ${day}, the day that is asked for` }]
  })
}
