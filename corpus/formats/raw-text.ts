import type { RawEntry, RawPiece, RawPlace, RawSpan, RawTextReader } from '../corpus-format.js'
import { CORPUS_FORMATS } from './corpus-formats.js'

/** The entries of a record's raw text, in file order. */
export function rawEntries(text: string): readonly RawEntry[] {
  return readerOf(text)?.entries(text) ?? []
}

/** The places of a record's notes and events in its raw text, in order of their start. */
export function rawPlaces(text: string): readonly RawPlace[] {
  return readerOf(text)?.places(text) ?? []
}

/** Where, in the text of a note, that starts which its place in a raw text says from offset `at` of that place on. */
export function rawNoteOffset(text: string, { start, end }: RawSpan, at: number): number {
  return readerOf(text)?.noteOffset(text.slice(start, end), at) ?? at
}

/** The pieces of a raw text that was cut at any place; a text without any format's markup is one piece. */
export function rawPieces(cut: string): readonly RawPiece[] {
  return (
    readerOf(cut)?.pieces(cut) ?? [{ text: cut.trim(), isEvent: false, name: null, domain: null, time: null }]
  )
}

function readerOf(text: string): RawTextReader | null {
  return CORPUS_FORMATS.find(({ rawText }) => rawText?.isOwn(text) === true)?.rawText ?? null
}
