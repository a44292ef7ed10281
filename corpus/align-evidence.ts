import { findFolded, foldText } from './fold-text.js'
import type { Place } from './instruction.js'
import type { ChartTime, Event, Note, PatientRecord } from './record.js'
import { type EvidencePiece, readPiece, splitParts, splitPieces, withoutMore } from './split-evidence.js'
import { splitLabel } from './split-label.js'

/** What the evidence cells of one instruction say, found again in the record. */
export type AlignedEvidence = {
  /** One fact a piece that was found, with every place that proves it. */
  readonly facts: readonly { readonly places: readonly Place[] }[]
  /** Pieces of distinct text. */
  readonly pieces: number
  /** Pieces that stand nowhere in the record, or are too short to tell where. */
  readonly unaligned: number
  /** Pieces that the cells count without writing them: 'and 2 more'. */
  readonly elided: number
}

/** Fewer letters and digits ('none', 'see note'), or a date alone, stand in any note and would prove anything. */
const SHORTEST_QUOTE = { characters: 8, letters: 3 }
/** What marks that a quotation was cut off. */
const DOTS = /^(?:\.{3,}|…)|(?:\.{3,}|…)$/g

/**
 * Makes the aligner of one record: it finds quotes of notes, whatever their white space and case, and lines of
 * 'date name value unit' among the events. A quote that stands in several notes is one fact with several places. Notes
 * are folded once, when first needed, and serve all instructions of the patient.
 */
export function alignEvidence(record: PatientRecord): (cells: readonly string[]) => AlignedEvidence {
  const folded = new Map<Note, string>()
  const foldedNote = (note: Note): string => {
    const known = folded.get(note)
    if (known !== undefined) return known
    const text = foldText(note.text)
    folded.set(note, text)
    return text
  }
  let byDate: Map<string, Event[]> | null = null

  const quotePlaces = (quote: string): Place[] => {
    const needle = foldText(quote)
    if (isTooShort(needle)) return []
    return record.notes.flatMap((note) =>
      findFolded(note.text, foldedNote(note), needle).map((span) => ({
        documentId: note.documentId,
        ...span,
      })),
    )
  }
  /** How a cut quotation goes on is not known, so a copy of its beginning proves nothing where the date names its note. */
  const cutQuotePlaces = (quote: string, time: ChartTime | null): Place[] => {
    const places = quotePlaces(quote)
    if (time === null) return places
    const dated = new Set(
      record.notes.filter((note) => note.time?.startsWith(time)).map((note) => note.documentId),
    )
    const named = places.filter(({ documentId }) => dated.has(documentId))
    return named.length > 0 ? named : places
  }
  const find = (piece: EvidencePiece): Place[] => {
    if (piece.time !== null) {
      byDate ??= eventsByDate(record.events)
      const events = eventPlaces(piece.time, piece.rest, byDate.get(piece.time.slice(0, 10)) ?? [])
      if (events.length > 0) return events
    }
    for (const quote of quotesOf(piece)) {
      const literal = quotePlaces(quote)
      if (literal.length > 0) return literal
    }
    for (const quote of quotesOf(piece)) {
      const cut = quote.replaceAll(DOTS, '')
      const places = cut === quote ? [] : cutQuotePlaces(cut, piece.time)
      if (places.length > 0) return places
    }
    return []
  }
  const alignPart = (text: string): Found[] => [{ text, places: find(readPiece(text)) }]
  const alignPiece = (text: string): Found[] => {
    const whole = alignPart(text)
    if (isFound(whole)) return whole
    const parts = splitParts(text).flatMap(alignPart)
    return isFound(parts) ? parts : whole
  }
  return (cells) => {
    const read = cells.map(withoutMore)
    const found = read.flatMap(({ text }) => {
      const whole = alignPart(text)
      return isFound(whole) ? whole : splitPieces(text).flatMap(alignPiece)
    })
    return summarise(
      found,
      read.reduce((total, { elided }) => total + elided, 0),
    )
  }
}

function isTooShort(quote: string): boolean {
  const characters = quote.match(/[\p{L}\p{N}]/gu) ?? []
  const letters = characters.filter((character) => /\p{L}/u.test(character))
  return characters.length < SHORTEST_QUOTE.characters || letters.length < SHORTEST_QUOTE.letters
}

type Found = { readonly text: string; readonly places: readonly Place[] }

const isFound = (pieces: readonly Found[]): boolean => pieces.some(({ places }) => places.length > 0)

/** Two annotators who quote the same words, or the same event in other words, mark one fact. */
function summarise(found: readonly Found[], elided: number): AlignedEvidence {
  const byText = new Map(found.map((piece) => [foldText(piece.text), piece]))
  const byPlaces = new Map<string, { places: readonly Place[] }>()
  let unaligned = 0
  for (const { places } of byText.values()) {
    if (places.length === 0) unaligned++
    else byPlaces.set(JSON.stringify(places), { places })
  }
  const facts = [...byPlaces.values()]
  return { facts, pieces: facts.length + unaligned, unaligned, elided }
}

/** The words that a piece may quote, the most literal reading first. */
function quotesOf({ text, rest, quoted }: EvidencePiece): Set<string> {
  const label = /^[^:\n]{1,80}:\s+([\s\S]+)$/.exec(rest)?.[1]
  return new Set([text, rest, quoted, label].flatMap((quote) => (quote == null ? [] : [quote.trim()])))
}

function eventsByDate(events: readonly Event[]): Map<string, Event[]> {
  const byDate = new Map<string, Event[]>()
  for (const event of events) {
    if (event.time === null) continue
    const date = event.time.slice(0, 10)
    const known = byDate.get(date)
    if (known) known.push(event)
    else byDate.set(date, [event])
  }
  return byDate
}

/**
 * The events that a line names: with value and unit where the line has them, else with the value, else by name or code. A
 * line without the value of an event that has one does name it; a line with another value does not.
 * @param time a prefix of the events' times
 */
function eventPlaces(time: ChartTime, line: string, events: readonly Event[]): Place[] {
  const candidates = events.filter((event) => event.time!.startsWith(time))
  if (candidates.length === 0) return []
  const wanted = foldText(line)
  const { name, value } = splitLabel(line.trim())
  const withoutUnit = foldText(`${name}${value ?? ''}`)
  const readings = [
    (event: Event) => spelled(event, `${event.name}${event.value ?? ''}${event.unit ?? ''}`).includes(wanted),
    (event: Event) => spelled(event, `${event.name}${event.value ?? ''}`).includes(wanted),
    (event: Event) =>
      event.unit === null && spelled(event, `${event.name}${event.value ?? ''}`).includes(withoutUnit),
    (event: Event) => [...spelled(event, event.name), ...spelled(event, '')].includes(wanted),
    (event: Event) =>
      event.value === null && spelled(event, `${event.name}start`).includes(wanted.replace(/\|end$/, '')),
  ]
  for (const reading of readings) {
    const ids = new Set(candidates.filter(reading).map(({ documentId }) => documentId))
    if (ids.size > 0) return [...ids].map((documentId) => ({ documentId, start: null, end: null }))
  }
  return []
}

/** Copied from a chart of the older dialect, a line has the code in brackets in front. */
function spelled({ code }: Event, label: string): string[] {
  return [label === '' ? code : label, `[${code}]${label}`].map(foldText)
}
