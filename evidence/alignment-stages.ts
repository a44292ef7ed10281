import type { Place } from '../corpus/instruction.js'
import type { PatientRecord } from '../corpus/record.js'
import { type Candidate, EXACT_CONFIDENCE, likeliest, STRICT_CUT_OFF } from './confidence.js'
import { datedPiece, isWithin, kindOf, type NamedTime } from './events/dated-piece.js'
import { eventFinder } from './events/find-events.js'
import { LikeEvents } from './find-like-events.js'
import { likePassages, normalisedPassages } from './find-passages.js'
import { quoteFinder } from './find-quotes.js'
import { readPiece } from './split-evidence.js'
import { NoteWords } from './words/note-words.js'

/** How a piece was found, the surest first; `doubtful`: by similarity, below the strict cut-off. */
export const STAGES = ['exact', 'normalised', 'alike', 'doubtful'] as const
/** How a piece of evidence was found. */
export type Stage = (typeof STAGES)[number]

/** @param time the date above or before a piece that has no date itself */
export type Finder = (text: string, time: NamedTime | null) => readonly Candidate[]

/** The ways in which pieces are looked for in one record, the surest first. */
export function stagesOf(
  record: PatientRecord,
  lastYear: number,
): readonly { readonly stage: Stage; readonly find: Finder }[] {
  const onItsDay = dayRule(record, lastYear)
  const exact = exactFinder(record)
  const alike = likenessFinder(record, lastYear, onItsDay)
  return [
    {
      stage: 'exact',
      find: (text, time) => {
        const literal = exact.literal(text)
        if (literal !== null) return literal
        const quoted = onItsDay(text, exact.apart(text))
        return quoted.length > 0 && alike.namesEvent(text, time) ? [] : quoted
      },
    },
    { stage: 'normalised', find: alike.normalised },
    {
      stage: 'alike',
      find: (text, time) => alike.alike(text, time).filter(({ confidence }) => confidence >= STRICT_CUT_OFF),
    },
    { stage: 'doubtful', find: alike.alike },
  ]
}

/** Leaves out places that a dated line cannot mean. */
type DayRule = (text: string, found: readonly Candidate[]) => readonly Candidate[]

/** 'Mar 1, 2020 influenza' means that day, whatever other notes say; a quotation may be anywhere. */
function dayRule({ notes }: PatientRecord, lastYear: number): DayRule {
  const times = new Map(notes.map(({ documentId, time }) => [documentId, time]))
  return (text, found) => {
    if (found.length === 0 || kindOf(text) !== 'dated line') return found
    const time = datedPiece(text, lastYear).time!
    return found.filter(
      ({ place }) => place.start === null || isWithin(times.get(place.documentId) ?? null, time),
    )
  }
}

/** Quotes as they are, white space and case aside, and lines as events are written. */
function exactFinder(record: PatientRecord) {
  const quotes = quoteFinder(record.notes)
  const findEvents = eventFinder(record.events)
  const candidates = (places: readonly Place[], text: string): Candidate[] =>
    places.map((place) => ({
      place,
      confidence: EXACT_CONFIDENCE,
      says: place.start === null ? place.documentId : text,
    }))
  return {
    /** Events, and the whole piece as a note has it, its dates too; null: none. */
    literal: (text: string): Candidate[] | null => {
      const { time, rest } = readPiece(text)
      const events = time === null ? [] : findEvents(time, rest)
      const found = events.length > 0 ? events : quotes.whole(text.trim())
      return found.length > 0 ? candidates(found, text) : null
    },
    /** Quotes after a date or a label, the most literal reading first. */
    apart: (text: string): Candidate[] => {
      const { time, rest, quoted } = readPiece(text)
      const label = /^[^:\n]{1,80}:\s+([\s\S]+)$/.exec(rest)?.[1]
      const readings = new Set([text, rest, quoted, label].flatMap((quote) => quote?.trim() ?? []))
      const found =
        firstFound(readings, quotes.whole) ?? firstFound(readings, (quote) => quotes.cut(quote, time)) ?? []
      return candidates(found, text)
    },
  }
}

/** Prepares the words of the notes and the names of the events when a piece is first not found exactly. */
function likenessFinder(record: PatientRecord, lastYear: number, onItsDay: DayRule) {
  let prepared: { words: NoteWords; events: LikeEvents } | null = null
  const prepare = () => {
    prepared ??= { words: new NoteWords(record.notes), events: new LikeEvents(record.events) }
    return prepared
  }
  const lines = remembered((text, above) => {
    const { time, body } = datedPiece(text, lastYear)
    return kindOf(text) === 'quotation' ? [] : likeliest(prepare().events.alike(body, time ?? above))
  })
  const isSure = ({ confidence }: Candidate) => confidence >= STRICT_CUT_OFF
  /** A piece that names an event of its day means that event, even if a note of the day has the same words. */
  const namesEvent = (text: string, above: NamedTime | null) =>
    kindOf(text) === 'dated line' && lines(text, above).some(isSure)
  const normalised: Finder = (text, above) => {
    const { words, events } = prepare()
    const { time, body, quotes } = datedPiece(text, lastYear)
    const named = events.normalised(body, time ?? above)
    if (named.length > 0) return named
    if (namesEvent(text, above)) return []
    const literal = normalisedPassages(words, text, null)
    if (literal.length > 0) return literal
    for (const quote of quotes) {
      const passages = onItsDay(text, normalisedPassages(words, quote, time))
      if (passages.length > 0) return passages
    }
    return []
  }
  const alike = remembered((text, above) => {
    if (namesEvent(text, above)) return lines(text, above)
    const { time, quotes } = datedPiece(text, lastYear)
    const passages = quotes.flatMap((quote) => likePassages(prepare().words, quote, time))
    const literal = kindOf(text) === 'dated line' ? likePassages(prepare().words, text, null) : []
    return likeliest([...lines(text, above), ...onItsDay(text, passages), ...literal])
  })
  return { normalised, alike, namesEvent }
}

/** Two annotators and two stages ask for the same. */
function remembered(find: Finder): Finder {
  const known = new Map<string, readonly Candidate[]>()
  return (text, above) => {
    const key = JSON.stringify([text, above])
    const before = known.get(key)
    if (before !== undefined) return before
    const found = find(text, above)
    known.set(key, found)
    return found
  }
}

function firstFound(readings: Iterable<string>, placesOf: (quote: string) => Place[]): Place[] | null {
  for (const reading of readings) {
    const places = placesOf(reading)
    if (places.length > 0) return places
  }
  return null
}
