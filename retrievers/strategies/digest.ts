import type { Chunk, EventChunk, NoteChunk } from '../../indexes/chunks/chunk.js'
import { newestFirst, rankedStrategy } from '../ranked.js'
import type { Scored, Strategy } from '../strategy.js'
import { oncePer } from '../view/once-per.js'
import type { RecordView } from '../view/record-view.js'

/** Headings under which a note says what its author concludes. */
const CONCLUSION =
  /^[ \t#*]*(?:assessments?|impressions?|plan|a\s*[/&]\s*p|recommendations?|conclusions?|discharge (?:diagnos[ei]s|plan|medications)|follow[- ]?up)\b[^\n:.]{0,40}(?::|\n|$)/gim
/** Any heading: a short line of its own that ends with a colon or is written in capitals, or begins with '#'. */
const HEADING = /^(?:[ \t*]*[A-Z][^\n:.]{0,40}:(?=\s|$)|[A-Z][A-Z /&-]{3,40}$|#+ .*$)/gm

/** What people answer and where they were seen says less of an illness than what was found, given, done and measured. */
const LATER_DOMAINS: ReadonlySet<string> = new Set(['observation', 'person', 'visit', 'visit_detail'])

/**
 * Query-free: the last point of every code, newest first, of observations and visits after those of all else; then of the
 * newest notes what touches their assessments and plans; then the rest of them. What a summary of the chart would hold
 * whatever was asked.
 */
export function digest(): Strategy {
  return rankedStrategy('digest', async (_, view) => digestOf(view))
}

/** No instruction changes it. */
const digestOf = oncePer((view: RecordView): readonly Scored[] =>
  [...lastPoints(view), ...notesConclusionsFirst(view)].map((chunk) => ({ chunk, score: null })),
)

/** One chunk for each domain, code and name: its last visible event, with those that share its id. */
function lastPoints(view: RecordView): EventChunk[] {
  const last = new Map<string, EventChunk>()
  for (const day of view.documents()) {
    if (day.kind === 'note') continue
    const name = day.chunkId.slice(0, day.chunkId.indexOf('#'))
    for (const position of day.events) {
      const { domain, code, time, documentId } = view.event(position)
      const key = `${domain}|${code}`
      // Documents are in chart order, undated ones last: what has a date stays.
      if (time === null && last.get(key) !== undefined) continue
      last.set(key, {
        kind: 'events',
        form: 'day',
        // Points of a day are shown in the order of their ids: that of the clock, which is then written once.
        chunkId: `${name}#${time ?? ''} ${code}`,
        events: view.eventsOf(documentId).filter((at) => view.event(at).domain === domain),
        time,
        type: domain,
      })
    }
  }
  const isLater = ({ type }: EventChunk) => Number(LATER_DOMAINS.has(type))
  return [...last.values()].sort((a, b) => isLater(a) - isLater(b) || newestFirst(a, b))
}

function notesConclusionsFirst(view: RecordView): Chunk[] {
  const notes = view.chunks.filter((chunk) => chunk.kind === 'note').sort(newestNoteFirst)
  const sections = new Map<string, readonly (readonly [start: number, end: number])[]>()
  const concludes = ({ documentId, start, end }: NoteChunk): boolean => {
    let spans = sections.get(documentId)
    if (spans === undefined) {
      spans = conclusionSpans(view.note(documentId)?.text ?? '')
      sections.set(documentId, spans)
    }
    return spans.some(([from, to]) => from < end && start < to)
  }
  const first = new Set(notes.filter(concludes))
  return [...first, ...notes.filter((chunk) => !first.has(chunk))]
}

/** Spans [start, end) of a note from a concluding heading to the next heading that does not conclude. */
export function conclusionSpans(text: string): [start: number, end: number][] {
  const starts = [...text.matchAll(CONCLUSION)].map((match) => match.index)
  const concluding = new Set(starts)
  const stops = [...text.matchAll(HEADING)].map((match) => match.index).filter((at) => !concluding.has(at))
  return starts.map((start) => [start, stops.find((stop) => stop > start) ?? text.length])
}

/** Newest note first, its chunks in the order of its text. */
function newestNoteFirst(a: NoteChunk, b: NoteChunk): number {
  if (a.documentId === b.documentId) return a.start - b.start || a.end - b.end
  return newestFirst(a, b)
}
