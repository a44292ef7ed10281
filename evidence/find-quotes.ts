import type { Place } from '../corpus/instruction.js'
import type { ChartTime, Note } from '../corpus/record.js'
import { findFolded, foldText } from './words/fold-text.js'

/** Fewer letters and digits ('none', 'see note'), or a date alone, occur in any note and would prove anything. */
const SHORTEST_QUOTE = { characters: 8, letters: 3 }
/** What marks that a quotation was cut off. */
const DOTS = /^(?:\.{3,}|…)|(?:\.{3,}|…)$/g

/** Finds quotes in the notes of one record, whatever their white space and case. */
export type QuoteFinder = {
  /** Every place of a quote; a place is a span of a note. */
  whole(quote: string): Place[]
  /**
   * Every place of a quote that dots cut off at an end; none for a quote without dots. Its continuation is unknown, so if
   * the notes of the time have it, a copy elsewhere proves nothing.
   * @param time a prefix of the chart time of the note that is meant
   */
  cut(quote: string, time: ChartTime | null): Place[]
}

/** Folds each note once, when it is first searched. */
export function quoteFinder(notes: readonly Note[]): QuoteFinder {
  const foldedNotes = new Map<Note, string>()
  const folded = (note: Note): string => {
    const text = foldedNotes.get(note) ?? foldText(note.text)
    foldedNotes.set(note, text)
    return text
  }
  const whole = (quote: string): Place[] => {
    const needle = foldText(quote)
    if (isTooShort(needle)) return []
    return notes.flatMap((note) =>
      findFolded(note.text, folded(note), needle).map((span) => ({ documentId: note.documentId, ...span })),
    )
  }
  const cut = (quote: string, time: ChartTime | null): Place[] => {
    const written = quote.replaceAll(DOTS, '')
    const places = written === quote ? [] : whole(written)
    if (time === null) return places
    const meant = new Set(notes.filter((note) => note.time?.startsWith(time)).map((note) => note.documentId))
    const named = places.filter(({ documentId }) => meant.has(documentId))
    return named.length > 0 ? named : places
  }
  return { whole, cut }
}

function isTooShort(quote: string): boolean {
  const characters = quote.match(/[\p{L}\p{N}]/gu) ?? []
  const letters = characters.filter((character) => /\p{L}/u.test(character))
  return characters.length < SHORTEST_QUOTE.characters || letters.length < SHORTEST_QUOTE.letters
}
