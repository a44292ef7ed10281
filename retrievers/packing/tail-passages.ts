import type { TokenCounter } from '../../base/token-counter.js'
import type { Note } from '../../corpus/record.js'
import { eventLabel, renderDay } from '../../indexes/chunks/render-events.js'
import type { RecordView } from '../view/record-view.js'
import type { ShownPassage } from './context.js'

/** What a context shows at [from, to) of its text: the span [start, end) of a note, or the event at a position of the record. */
export type TailPiece = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'note'; readonly note: Note; readonly start: number; readonly end: number }
  | { readonly kind: 'event'; readonly position: number }
)

/** A text with what it shows, in its order, all of it visible in the view. */
export type TailText = { readonly text: string; readonly pieces: readonly TailPiece[] }

/**
 * The passages of a context that is an end of a text, in the order of the text, the last one ranked first. Consecutive events of one
 * day and domain are one passage. An id is named only if all that the record says under it is shown: if the text begins
 * between two results of one time and code, neither is named. Tokens are those of the piece as it is in the text.
 */
export function tailPassages(
  { text, pieces }: TailText,
  view: RecordView,
  counter: TokenCounter,
): ShownPassage[] {
  const isWhole = wholeIds(pieces, view)
  const runs = runsOf(pieces, view)
  const shown = runs.flatMap((run): Omit<ShownPassage, 'rank'>[] => {
    const [first] = run as [TailPiece]
    const tokens = counter.count(text.slice(first.from, run.at(-1)!.to))
    const common = { score: null, label: null, tokens }
    if (first.kind === 'note') {
      const { note, start, end } = first
      const place = { kind: 'note' as const, documentIds: [note.documentId], start, end }
      const said = note.text.slice(start, end)
      if (said.trim() === '') return []
      return [{ ...common, ...place, time: note.time, type: note.type ?? 'note', text: said }]
    }
    const positions = run.flatMap((piece) => (piece.kind === 'event' ? [piece.position] : []))
    const whole = positions.filter((position) => isWhole(view.event(position).documentId))
    const events = whole.map((position) => view.event(position))
    const last = events.at(-1)
    if (last === undefined) return []
    const documentIds = [...new Set(events.map(({ documentId }) => documentId))]
    const place = { kind: 'events' as const, documentIds, start: null, end: null }
    const shownAs = { form: 'day' as const, positions: whole }
    return [
      { ...common, ...place, time: last.time, type: last.domain, text: renderDay(events), events: shownAs },
    ]
  })
  return shown.map((passage, i) => ({ rank: shown.length - i, ...passage }))
}

/** Whether everything that the visible record says under an event's id is among the pieces; a repetition says nothing new. */
function wholeIds(pieces: readonly TailPiece[], view: RecordView): (documentId: string) => boolean {
  const labels = new Map<string, Set<string>>()
  for (const piece of pieces) {
    if (piece.kind === 'note') continue
    const event = view.event(piece.position)
    const known = labels.get(event.documentId)
    if (known) known.add(eventLabel(event))
    else labels.set(event.documentId, new Set([eventLabel(event)]))
  }
  return (documentId) =>
    view
      .eventsOf(documentId)
      .every((position) => labels.get(documentId)?.has(eventLabel(view.event(position))) === true)
}

function runsOf(pieces: readonly TailPiece[], view: RecordView): TailPiece[][] {
  const runs: TailPiece[][] = []
  let last: string | null = null
  for (const piece of pieces) {
    const key = piece.kind === 'note' ? null : dayOf(piece.position, view)
    if (key !== null && key === last) runs.at(-1)!.push(piece)
    else runs.push([piece])
    last = key
  }
  return runs
}

function dayOf(position: number, view: RecordView): string {
  const { time, domain } = view.event(position)
  return `${time?.slice(0, 10) ?? 'undated'}|${domain}`
}
