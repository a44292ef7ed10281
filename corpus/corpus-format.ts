import type { CorpusQuestions } from './corpus-questions.js'
import type { Problem } from './problem.js'
import type { ChartTime, PatientRecord } from './record.js'

/** A corpus as a user names it. `records`: the folder of its records if the user names one, else null. Both are there. */
export type CorpusFolders = { readonly folder: string; readonly records: string | null }

/** A patient whose record can be read. */
export type CorpusPatient = {
  /** Fit for the name of a folder: see `isPatientId`. */
  readonly patientId: string
  /** About how many bytes there are to read: the largest patients are indexed first. */
  readonly bytes: number
  /**
   * The files that decide the record, which other patients may share. When one of them changes, fingerprint and record are read
   * again; while none does, the patient's index is taken to be up to date.
   */
  readonly files: readonly string[]
}

/** A record and what was odd while it was read. */
export type ReadPatient = { readonly record: PatientRecord; readonly problems: readonly Problem[] }

/** A corpus that was opened. Reading one patient depends on no other: one that fails leaves the others as they are. */
export type Corpus = {
  readonly folder: string
  readonly questions: CorpusQuestions
  /** In order of patientId, each once. */
  patients(): readonly CorpusPatient[]
  /**
   * sha256, in hex, of the bytes that decide a patient's record: the index is built again when it changes, and it is part of the
   * corpus's hash. For records that are slices of shared files it is that of the slice.
   * @throws InputError if the record cannot be read
   */
  fingerprint(patientId: string): Promise<string>
  /**
   * Notes and events in file order. Odd input is counted, broken input is refused.
   * @throws InputError for a record that cannot be read, with file and line if it has lines, never with text of the record
   */
  read(patientId: string): Promise<ReadPatient>
  /** The text that the record is read from, for strategies that cut it as it is; null if the format has no such text. */
  readonly rawText: ((patientId: string) => string) | null
}

/** An entry of a raw text, at [start, end) of it, and the last time that is in it; null: undated. */
export type RawEntry = { readonly start: number; readonly end: number; readonly time: ChartTime | null }

/** A part [start, end) of a raw text. */
export type RawSpan = { readonly start: number; readonly end: number }

/**
 * Where a raw text has the note or event at a position of the record: the text of a note as it is written there, and all that makes
 * an event, its name and value. What the text repeats has several places.
 */
export type RawPlace = RawSpan & { readonly kind: 'note' | 'event'; readonly position: number }

/** Part of a raw text without its markup. Of an event `text` is its name, value and unit. */
export type RawPiece = {
  readonly text: string
  readonly isEvent: boolean
  /** The event's name, if the markup gives it. */
  readonly name: string | null
  readonly domain: string | null
  /** 'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM': the last time that is given before it. */
  readonly time: string | null
}

/** How the raw texts of a format are read once they are stored. */
export type RawTextReader = {
  /** Whether a text may be one of this format, or a piece that was cut out of one at any place. */
  isOwn(text: string): boolean
  /** The entries of a whole text, in file order. The text between them belongs to all of them. */
  entries(text: string): readonly RawEntry[]
  /** The places of the notes and events of the record that is read from a whole text, in order of their start. */
  places(text: string): readonly RawPlace[]
  /** Where, in the text of a note, that starts which its place in the raw text (`written`) says from its offset `at` on. */
  noteOffset(written: string, at: number): number
  /** The pieces of a text that was cut at any place, even inside a tag, in file order. */
  pieces(cut: string): readonly RawPiece[]
}

/** A format of patients' records. */
export type CorpusFormat = {
  readonly name: string
  /** Null if records have no raw text: strategies that cut it are unfit for this format. */
  readonly rawText: RawTextReader | null
  /** What a folder of this format holds and where, for the message if no format recognizes it. */
  expects(folders: CorpusFolders): string
  /** Whether the folder is one of this format. True if it cannot be searched, so that `open` says why. */
  recognizes(folders: CorpusFolders): boolean
  /** @throws InputError if the folder as a whole cannot be used. A record that is broken is refused by `read`. */
  open(folders: CorpusFolders): Promise<Corpus>
}
