import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import type { RawPlace } from '../../corpus/corpus-format.js'

/** The table of the text that a record was read from, and of where its notes and events are in it. Both are deflated. */
export const RAW_SOURCE_SCHEMA = 'CREATE TABLE raw_source (text BLOB NOT NULL, places BLOB NOT NULL) STRICT;'

/** The text that a record was read from, and where its notes and events are in it, in order of their start. */
export type RawSource = { readonly text: string; readonly places: readonly RawPlace[] }

/** Numbers of a place: the position of an event, or the complement of that of a note; start; end. */
const NUMBERS = 3

export function insertRawSource(db: Database.Database, { text, places }: RawSource): void {
  const numbers = new Int32Array(places.length * NUMBERS)
  places.forEach(({ kind, position, start, end }, i) => {
    numbers.set([kind === 'note' ? ~position : position, start, end], i * NUMBERS)
  })
  // Compression shrinks markup to a tenth.
  const deflated = deflateRawSync(Buffer.from(numbers.buffer))
  db.prepare('INSERT INTO raw_source VALUES (?, ?)').run(deflateRawSync(text), deflated)
}

/** Null if the record's format has no such text. */
export function selectRawSource(db: Database.Database): RawSource | null {
  const row = db.prepare<[], { text: Buffer; places: Buffer }>('SELECT text, places FROM raw_source').get()
  if (row === undefined) return null
  const bytes = inflateRawSync(row.places)
  // A copy, since a buffer of the pool need not be aligned.
  const numbers = new Int32Array(new Uint8Array(bytes).buffer)
  const places = Array.from({ length: numbers.length / NUMBERS }, (_, i): RawPlace => {
    const [coded, start, end] = numbers.subarray(i * NUMBERS) as unknown as [number, number, number]
    const isNote = coded < 0
    return { kind: isNote ? 'note' : 'event', position: isNote ? ~coded : coded, start, end }
  })
  return { text: inflateRawSync(row.text).toString('utf8'), places }
}
