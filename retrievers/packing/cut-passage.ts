import type { TokenCounter } from '../../base/token-counter.js'
import { type Chunk, type EventChunk, type NoteChunk, noteChunk } from '../../indexes/chunks/chunk.js'
import { sentenceEnds } from '../../indexes/chunks/chunk-sentences.js'
import type { RecordView } from '../view/record-view.js'
import { passageText } from '../view/render-context.js'

/** A passage cut to its first `kept` of `pieces.length + 1` pieces: sentences of a note, or events that share no id. */
export type Cut = { readonly chunk: Chunk; readonly kept: number; readonly pieces: Pieces }

/** Of how much a chunk can be cut to: entry k - 1 is what k pieces leave of it. All of it is no cut. */
type Pieces = readonly (() => Chunk)[]

/** Tokens that are left, and what counts them. */
export type CutRoom = {
  readonly room: number
  readonly view: RecordView
  readonly counter: TokenCounter
}

/**
 * The longest beginning of a note's span that ends with a sentence, or the most events (of a day its first, of a series its
 * newest), that takes no more than `room` by itself; null if none does. Half a sentence is never shown, nor half of the
 * events that share an id.
 */
export function cutToFit(chunk: Chunk, { room, view, counter }: CutRoom): Cut | null {
  const pieces = piecesOf(chunk, view)
  let fits = 0
  let tooMany = pieces.length + 1
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (counter.count(passageText(pieces[middle - 1]!(), view)) <= room) fits = middle
    else tooMany = middle
  }
  return keep(fits, pieces)
}

/** One piece less; null if nothing would be left. */
export function shorter({ kept, pieces }: Cut): Cut | null {
  return keep(kept - 1, pieces)
}

function keep(kept: number, pieces: Pieces): Cut | null {
  return kept < 1 ? null : { chunk: pieces[kept - 1]!(), kept, pieces }
}

function piecesOf(chunk: Chunk, view: RecordView): Pieces {
  return chunk.kind === 'note' ? sentencesOf(chunk, view) : eventsOf(chunk, view)
}

function sentencesOf(chunk: NoteChunk, view: RecordView): Pieces {
  const note = view.note(chunk.documentId)
  if (note === undefined) return []
  const ends = sentenceEnds(note.text.slice(chunk.start, chunk.end))
  return ends
    .filter((end) => chunk.start + end < chunk.end)
    .map((end) => () => ({ ...chunk, ...noteChunk(note, chunk.start, chunk.start + end) }))
}

function eventsOf(chunk: EventChunk, view: RecordView): Pieces {
  const runs: number[][] = []
  let id = ''
  for (const position of chunk.events) {
    const { documentId } = view.event(position)
    if (documentId === id) runs.at(-1)!.push(position)
    else runs.push([position])
    id = documentId
  }
  const isDated = (run: readonly number[]) => view.event(run[0]!).time !== null
  const dated = runs.filter(isDated).reverse()
  const wanted = chunk.form === 'day' ? runs : [...dated, ...runs.filter((run) => !isDated(run))]
  return wanted.slice(0, -1).map((_, i) => () => {
    const kept = new Set(wanted.slice(0, i + 1))
    const events = runs.filter((run) => kept.has(run)).flat()
    const time = view.event(chunk.form === 'day' ? events.at(-1)! : events[0]!).time
    return { ...chunk, events, time }
  })
}
