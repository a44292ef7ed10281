import type { RawEntry, RawPiece, RawTextReader } from '../corpus-format.js'
import { CORPUS_FORMATS } from './corpus-formats.js'

/** The entries of a record's raw text, in file order. */
export function rawEntries(text: string): readonly RawEntry[] {
  return readerOf(text)?.entries(text) ?? []
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
