import type { ShownEvent } from '../../../indexes/chunks/shown-events.js'
import type { Prompt, PromptPassage } from '../../generator.js'
import type { ContextLine } from './extractive-line.js'
import { readHeaderTypes } from './line-headers.js'
import { type EventPiece, readDay, readPhase, readSeries } from './line-pieces.js'
import { readRawLines } from './raw-lines.js'
import { sentences } from './sentences.js'

/** The lines of a context: those of the best-ranked passage first, or in text order if the context is a raw cut. */
export function readContextLines({ passages, context, eventsOf }: Prompt): ContextLine[] {
  if (passages.length === 0) return readRawLines(context)
  const types = readHeaderTypes(context)
  return passages.flatMap((passage, at) => {
    const shown = eventsOf?.(passage) ?? null
    if (shown !== null) return shown.map((event, position) => lineOf(event, `${at}:${position}`))
    const type = (passage.label === null ? passage.type : types.get(passage.label)) ?? null
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

function lineOf({ event, text }: ShownEvent, place: string): ContextLine {
  const documentIds = [event.documentId]
  return {
    text,
    time: event.time?.slice(0, 16) ?? null,
    documentIds,
    isEvent: true,
    name: event.name,
    phase: readPhase(text),
    domain: domainOf(documentIds, event.domain),
    place,
  }
}

/** The lines of a passage whose events are known only from its text. */
function eventLines({ text, time, documentIds }: PromptPassage, type: string | null, at: number) {
  const pieces = readSeries(text) ?? readDay(text, time?.slice(0, 10) ?? null)
  // A passage of events lists their ids in the order in which it shows them.
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

/** Vaccines are recorded as drugs; their code system identifies them. */
function domainOf(documentIds: readonly string[], type: string | null): string | null {
  if (documentIds.some((id) => id.includes('|CVX/'))) return 'vaccine'
  return type?.replaceAll(' ', '_') ?? null
}

/** The ids that contain this time; all ids if none does. */
function idsAt(documentIds: readonly string[], time: EventPiece['time']): readonly string[] {
  const matching = documentIds.filter((id) => time !== null && id.startsWith(`event:${time}`))
  return matching.length > 0 ? matching : documentIds
}
