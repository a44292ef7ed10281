import { eventFinder } from './find-events.js'
import { quoteFinder } from './find-quotes.js'
import { foldText } from './fold-text.js'
import type { Place } from './instruction.js'
import type { PatientRecord } from './record.js'
import { type EvidencePiece, readPiece, splitParts, splitPieces, withoutMore } from './split-evidence.js'

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

/**
 * Makes the aligner of one record: it finds quotes of notes, whatever their white space and case, and lines of
 * 'date name value unit' among the events. A quote that stands in several notes is one fact with several places. What is
 * prepared of the record serves all instructions of the patient.
 */
export function alignEvidence(record: PatientRecord): (cells: readonly string[]) => AlignedEvidence {
  const quotes = quoteFinder(record.notes)
  const findEvents = eventFinder(record.events)

  const find = (piece: EvidencePiece): readonly Place[] => {
    const events = piece.time === null ? [] : findEvents(piece.time, piece.rest)
    if (events.length > 0) return events
    const readings = quotesOf(piece)
    return (
      firstFound(readings, quotes.whole) ??
      firstFound(readings, (quote) => quotes.cut(quote, piece.time)) ??
      []
    )
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

function firstFound(readings: Iterable<string>, placesOf: (quote: string) => Place[]): Place[] | null {
  for (const reading of readings) {
    const places = placesOf(reading)
    if (places.length > 0) return places
  }
  return null
}
