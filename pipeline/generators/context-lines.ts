import type { Prompt, PromptPassage } from './generator.js'
import { readRawLines } from './raw-lines.js'
import { sentences } from './sentences.js'

/** The smallest piece of a context that can answer: a sentence of a note, or one event. */
export type ContextLine = {
  readonly text: string
  /** 'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM', from the line itself or else of its passage or tag. */
  readonly time: string | null
  /** More than one where the text does not tell which of a passage's events the line shows. */
  readonly documentIds: readonly string[]
  readonly isEvent: boolean
}

const CLOCK = /^(\d\d:\d\d) /
// A value may hold the separator, so a point of a series is told by its date.
const SERIES = /^(.+?: )(?=(?:\d{4}-\d\d-\d\d \d\d:\d\d|undated)(?: |;|$))/
const POINT_END = /; (?=\d{4}-\d\d-\d\d \d\d:\d\d|undated)/
const POINT_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d/

/** The lines of a context, of the best ranked passage first; of a raw cut in its own order. */
export function readContextLines({ passages, context }: Prompt): ContextLine[] {
  if (passages.length === 0) return readRawLines(context)
  return passages.flatMap((passage) => (passage.kind === 'note' ? noteLines(passage) : eventLines(passage)))
}

function noteLines({ text, time, documentIds }: PromptPassage): ContextLine[] {
  const written = time?.slice(0, 16) ?? null
  return sentences(text).map((sentence) => ({
    text: sentence.text,
    time: sentence.time ?? written,
    documentIds,
    isEvent: false,
  }))
}

type Piece = Pick<ContextLine, 'text' | 'time'>

function eventLines({ text, time, documentIds }: PromptPassage): ContextLine[] {
  const pieces = seriesPieces(text) ?? dayPieces(text, time?.slice(0, 10) ?? null)
  // A passage of events names them in the order in which it shows them.
  const isOneToOne = pieces.length === documentIds.length
  return pieces.map((piece, position) => ({
    ...piece,
    documentIds: isOneToOne ? [documentIds[position]!] : idsAt(documentIds, piece.time),
    isEvent: true,
  }))
}

/** Of 'Name (unit): 2020-01-01 10:00 81.5; undated 79' every point under its name; null where the text is no series. */
function seriesPieces(text: string): Piece[] | null {
  const name = CLOCK.test(text) ? undefined : SERIES.exec(text)?.[1]
  if (name === undefined) return null
  const points = text.slice(name.length).split(POINT_END)
  return points.map((point) => ({ text: name + point, time: POINT_TIME.exec(point)?.[0] ?? null }))
}

/** Of '06:06 Body Height 56.40 cm; Heart rate 71 /min' every event at its minute. */
function dayPieces(text: string, day: string | null): Piece[] {
  return text.split('\n').flatMap((line) => {
    const clock = CLOCK.exec(line)
    const time = clock && day !== null ? `${day} ${clock[1]}` : day
    const events = line.slice(clock?.[0].length ?? 0).split('; ')
    return events.filter((event) => event.trim() !== '').map((event) => ({ text: event.trim(), time }))
  })
}

/** Those of a time, as their ids name it; all where none does. */
function idsAt(documentIds: readonly string[], time: string | null): readonly string[] {
  const matching = documentIds.filter((id) => time !== null && id.startsWith(`event:${time}`))
  return matching.length > 0 ? matching : documentIds
}
