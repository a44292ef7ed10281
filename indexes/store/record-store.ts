import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { InputError } from '../../base/errors/input-error.js'
import type { Problem } from '../../corpus/problem.js'
import type { Encounter, Event, Note, PatientRecord } from '../../corpus/record.js'
import { eventDocumentId } from '../../corpus/record.js'
import { insertRawSource, RAW_SOURCE_SCHEMA, type RawSource, selectRawSource } from './raw-source.js'
import { readDatabase, writeDatabase } from './verified-database.js'

/** The format of the file. If it differs, the record is read from the corpus again. */
export const RECORD_FORMAT = 4

const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE encounters (
  position INTEGER PRIMARY KEY, encounter_id TEXT NOT NULL, start TEXT, end TEXT, type TEXT) STRICT;
CREATE TABLE notes (
  position INTEGER PRIMARY KEY, document_id TEXT NOT NULL, time TEXT, type TEXT, encounter_id TEXT,
  text TEXT NOT NULL) STRICT;
CREATE TABLE concepts (
  concept INTEGER PRIMARY KEY, domain TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, unit TEXT) STRICT;
CREATE TABLE events (
  position INTEGER PRIMARY KEY, time TEXT, concept INTEGER NOT NULL, value TEXT, encounter_id TEXT) STRICT;
${RAW_SOURCE_SCHEMA}
`

/** A record with the hash of its source and the anomalies in it. */
export type StoredRecord = {
  readonly record: PatientRecord
  readonly sourceHash: string
  readonly problems: readonly Problem[]
}

/**
 * Writes a patient's record as one SQLite file with mode 0600. `sourceHash` is the fingerprint of its source.
 * @param raw the text of the source, for strategies that cut it as it is; null if there is none
 */
export function writeRecord(path: string, stored: StoredRecord, raw: RawSource | null): void {
  writeDatabase(path, (db) => {
    db.exec(SCHEMA)
    insertAll(db, stored)
    if (raw !== null) insertRawSource(db, raw)
  })
}

function insertAll(db: Database.Database, { record, sourceHash, problems }: StoredRecord): void {
  const meta = db.prepare('INSERT INTO meta VALUES (?, ?)')
  meta.run('format', String(RECORD_FORMAT))
  meta.run('patient', record.patientId)
  meta.run('source', sourceHash)
  meta.run('problems', JSON.stringify(problems))
  meta.run('namesakes', JSON.stringify([...(record.namesakes ?? [])]))
  const encounter = db.prepare('INSERT INTO encounters VALUES (?, ?, ?, ?, ?)')
  record.encounters.forEach((e, i) => {
    encounter.run(i, e.encounterId, e.start, e.end, e.type)
  })
  const note = db.prepare('INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)')
  record.notes.forEach((n, i) => {
    note.run(i, n.documentId, n.time, n.type, n.encounterId, n.text)
  })
  const concepts = new Map<string, number>()
  const concept = db.prepare('INSERT INTO concepts VALUES (?, ?, ?, ?, ?)')
  const event = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?)')
  record.events.forEach((e, i) => {
    const key = JSON.stringify([e.domain, e.code, e.name, e.unit])
    let id = concepts.get(key)
    if (id === undefined) {
      id = concepts.size
      concepts.set(key, id)
      concept.run(id, e.domain, e.code, e.name, e.unit)
    }
    event.run(i, e.time, id, e.value, e.encounterId)
  })
}

/** The fingerprint of the source of the file at `path`; null if there is no undamaged file of the current format. */
export function storedSourceHash(path: string): string | null {
  try {
    return readDatabase(path, (db) => {
      const meta = readMeta(db)
      return meta.get('format') === String(RECORD_FORMAT) ? (meta.get('source') ?? null) : null
    })
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** Reads a record back. Refuses a missing or damaged file, another format and another patient. */
export function readStoredRecord(path: string, patientId: string): StoredRecord {
  if (!existsSync(path)) throw new InputError(`patient ${patientId} is not indexed: expected ${path}`)
  return readDatabase(path, (db) => {
    const meta = readMeta(db)
    requireRecord(meta, path, patientId)
    const namesakes = new Map(JSON.parse(meta.get('namesakes') ?? '[]') as [string, string[]][])
    const record: PatientRecord = {
      patientId,
      encounters: readEncounters(db),
      notes: readNotes(db),
      events: readEvents(db),
      ...(namesakes.size === 0 ? {} : { namesakes }),
    }
    return {
      record,
      sourceHash: meta.get('source') ?? '',
      problems: JSON.parse(meta.get('problems') ?? '[]') as Problem[],
    }
  })
}

/**
 * The text that the record at `path` was read from, with its places; null if its format has no such text.
 * @throws InputError if there is no such record of this patient
 */
export function readRawSource(path: string, patientId: string): RawSource | null {
  if (!existsSync(path)) throw new InputError(`patient ${patientId} is not indexed: expected ${path}`)
  return readDatabase(path, (db) => {
    requireRecord(readMeta(db), path, patientId)
    return selectRawSource(db)
  })
}

function requireRecord(meta: ReadonlyMap<string, string>, path: string, patientId: string): void {
  if (meta.get('format') !== String(RECORD_FORMAT) || meta.get('patient') !== patientId) {
    throw new InputError(
      `expected format ${RECORD_FORMAT} of patient ${patientId} in ${path}, found format ${meta.get('format')} of ${meta.get('patient')}`,
    )
  }
}

function readMeta(db: Database.Database): Map<string, string> {
  return new Map(db.prepare<[], [string, string]>('SELECT key, value FROM meta').raw().all())
}

type Nullable = string | null

function readEncounters(db: Database.Database): Encounter[] {
  return db
    .prepare<[], [string, Nullable, Nullable, Nullable]>(
      'SELECT encounter_id, start, end, type FROM encounters ORDER BY position',
    )
    .raw()
    .all()
    .map(([encounterId, start, end, type]) => ({ encounterId, start, end, type }))
}

function readNotes(db: Database.Database): Note[] {
  return db
    .prepare<[], [string, Nullable, Nullable, Nullable, string]>(
      'SELECT document_id, time, type, encounter_id, text FROM notes ORDER BY position',
    )
    .raw()
    .all()
    .map(([documentId, time, type, encounterId, text]) => ({ documentId, time, type, encounterId, text }))
}

function readEvents(db: Database.Database): Event[] {
  const concepts = db
    .prepare<[], [string, string, string, Nullable]>(
      'SELECT domain, code, name, unit FROM concepts ORDER BY concept',
    )
    .raw()
    .all()
  return db
    .prepare<[], [Nullable, number, Nullable, Nullable]>(
      'SELECT time, concept, value, encounter_id FROM events ORDER BY position',
    )
    .raw()
    .all()
    .map(([time, concept, value, encounterId]) => {
      const [domain, code, name, unit] = concepts[concept]!
      return { documentId: eventDocumentId(time, code), time, domain, code, name, value, unit, encounterId }
    })
}
