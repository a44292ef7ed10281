import type { RawPlace, RawSpan } from '../../corpus/corpus-format.js'
import { rawNoteOffset } from '../../corpus/formats/raw-text.js'
import { isVisible } from '../../corpus/visibility.js'
import { oncePer } from '../view/once-per.js'
import type { RecordView } from '../view/record-view.js'
import type { VisibleRawText } from '../view/visible-raw-text.js'
import type { TailPiece } from './tail-passages.js'

/** Places of notes, which do not overlap, and places of events, each in order of their start. */
type Places = { readonly notes: readonly RawPlace[]; readonly events: readonly RawPlace[] }

/**
 * What the end of a visible raw text shows from `cut` on: notes, the first perhaps without its beginning, and events whose place
 * is shown as a whole. A note or event that is not visible is never among them, even if the text repeats it.
 */
export function rawPieces(visible: VisibleRawText, cut: number, view: RecordView): TailPiece[] {
  const { notes, events } = placesOf(view.shard.rawSource()!)
  return shownSpans(visible, cut).flatMap(({ start, end, at }) => {
    const pieces: TailPiece[] = []
    for (let i = firstAfter(notes, start); i < notes.length && notes[i]!.start < end; i++)
      pieces.push(...notePiece(notes[i]!, { start, end, at }, view))
    for (let i = firstFrom(events, start); i < events.length && events[i]!.start < end; i++) {
      const place = events[i]!
      const { position } = place
      if (place.end > end || !isVisible(view.shard.record.events[position]!.time, view.asOf)) continue
      pieces.push({ kind: 'event', position, from: at + place.start - start, to: at + place.end - start })
    }
    return pieces.sort((a, b) => a.from - b.from || a.to - b.to)
  })
}

/** A span of the whole text, shown from `at` of the context's text on. */
type ShownSpan = RawSpan & { readonly at: number }

function notePiece(place: RawPlace, { start, end, at }: ShownSpan, view: RecordView): TailPiece[] {
  const note = view.shard.record.notes[place.position]!
  if (place.end > end || !isVisible(note.time, view.asOf)) return []
  const from = Math.max(place.start, start)
  const { text } = view.shard.rawSource()!
  const offset = from === place.start ? 0 : rawNoteOffset(text, place, from - place.start)
  return [
    {
      kind: 'note',
      note,
      start: offset,
      end: note.text.length,
      from: at + from - start,
      to: at + place.end - start,
    },
  ]
}

function shownSpans({ text, kept }: VisibleRawText, cut: number): ShownSpan[] {
  const spans: ShownSpan[] = []
  let end = text.length
  for (let i = kept.length - 1; i >= 0 && end > cut; i--) {
    const span = kept[i]!
    const begin = end - (span.end - span.start)
    const hidden = Math.max(0, cut - begin)
    spans.push({ start: span.start + hidden, end: span.end, at: begin + hidden - cut })
    end = begin
  }
  return spans.reverse()
}

const placesOf = oncePer(({ places }: { readonly places: readonly RawPlace[] }): Places => {
  return {
    notes: places.filter(({ kind }) => kind === 'note'),
    events: places.filter(({ kind }) => kind === 'event'),
  }
})

/** The first place that ends after `start`. */
function firstAfter(places: readonly RawPlace[], start: number): number {
  return firstWith(places, ({ end }) => end > start)
}

/** The first place that begins at `start` or after it. */
function firstFrom(places: readonly RawPlace[], start: number): number {
  return firstWith(places, (place) => place.start >= start)
}

/** The first place with a property that all later ones have too. */
function firstWith(places: readonly RawPlace[], has: (place: RawPlace) => boolean): number {
  let low = 0
  for (let high = places.length; low < high; ) {
    const middle = (low + high) >> 1
    if (has(places[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
