import { readHeaderTypes } from './extractive-headers.js'
import { type EventPiece, readDay, readSeries } from './extractive-pieces.js'
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
  /** What an event is called, without its value; of a sentence the heading under which it stands, or ''. */
  readonly name: string
  /** Whether an event begins or ends something, or is over at once; null where it does not say. */
  readonly phase: EventPhase | null
  /** 'drug_exposure', 'vaccine', a note's type; null where nothing tells. */
  readonly domain: string | null
  /** Which line of its note a sentence is part of, or which event it is: sentences of one line belong together. */
  readonly place: string
}

export type EventPhase = 'start' | 'end' | 'both'

/** The lines of a context, of the best ranked passage first; of a raw cut in its own order. */
export function readContextLines({ passages, context }: Prompt): ContextLine[] {
  if (passages.length === 0) return readRawLines(context)
  const types = readHeaderTypes(context)
  return passages.flatMap((passage, at) => {
    const type = types.get(passage.label) ?? null
    return passage.kind === 'events' ? eventLines(passage, type, at) : noteLines(passage, type, at)
  })
}

function noteLines({ text, time, documentIds }: PromptPassage, type: string | null, at: number) {
  const written = time?.slice(0, 16) ?? null
  return sentences(text).map(
    (sentence): ContextLine => ({
      text: sentence.text,
      time: sentence.time ?? written,
      documentIds,
      isEvent: false,
      name: sentence.heading,
      phase: null,
      domain: type,
      place: `${at}.${sentence.line}`,
    }),
  )
}

function eventLines({ text, time, documentIds }: PromptPassage, type: string | null, at: number) {
  const pieces = readSeries(text) ?? readDay(text, time?.slice(0, 10) ?? null)
  // A passage of events names them in the order in which it shows them.
  const isOneToOne = pieces.length === documentIds.length
  return pieces.map((piece, position): ContextLine => {
    const ids = isOneToOne ? [documentIds[position]!] : idsAt(documentIds, piece.time)
    return {
      ...piece,
      documentIds: ids,
      isEvent: true,
      domain: domainOf(ids, type),
      place: `${at}:${position}`,
    }
  })
}

/** Vaccines stand among the drugs; their code system tells them apart. */
function domainOf(documentIds: readonly string[], type: string | null): string | null {
  if (documentIds.some((id) => id.includes('|CVX/'))) return 'vaccine'
  return type?.replaceAll(' ', '_') ?? null
}

/** Those of a time, as their ids name it; all where none does. */
function idsAt(documentIds: readonly string[], time: EventPiece['time']): readonly string[] {
  const matching = documentIds.filter((id) => time !== null && id.startsWith(`event:${time}`))
  return matching.length > 0 ? matching : documentIds
}
