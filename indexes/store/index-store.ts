import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { InputError } from '../../base/errors/input-error.js'
import type { Chunk } from '../chunks/chunk.js'
import type { IndexParameters } from '../chunks/parameters.js'
import { readDatabase, writeDatabase } from './verified-database.js'

/** The format of the file. A file of another format is rebuilt. */
export const INDEX_FORMAT = 3

const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE chunks (
  position INTEGER PRIMARY KEY, kind TEXT NOT NULL, chunk_id TEXT NOT NULL, time TEXT, type TEXT NOT NULL,
  vector INTEGER NOT NULL, tokens INTEGER NOT NULL, document_id TEXT, start INTEGER, end INTEGER, form TEXT, events BLOB) STRICT;
`

/** What an index was made from. A file with another origin is stale. */
export type IndexOrigin = {
  readonly parameters: IndexParameters
  readonly sourceHash: string
  /** The times at which day chunks were cut, so that no chunk has events on both sides of one. */
  readonly cuts: readonly string[]
}

/**
 * Chunks in chart order. `vectors[i]` is the matrix row of chunk i, and `tokens[i]` is its length in the embedder's tokens. Rows
 * are numbered by first appearance.
 */
export type StoredChunks = {
  readonly chunks: readonly Chunk[]
  readonly vectors: Int32Array
  readonly tokens: Int32Array
}

/** Writes the chunks of a patient to their own file. */
export function writeChunks(
  path: string,
  origin: IndexOrigin,
  { chunks, vectors, tokens }: StoredChunks,
): void {
  writeDatabase(path, (db) => {
    db.exec(SCHEMA)
    const meta = db.prepare('INSERT INTO meta VALUES (?, ?)')
    meta.run('format', String(INDEX_FORMAT))
    meta.run('origin', JSON.stringify(origin))
    const insert = db.prepare('INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    chunks.forEach((chunk, i) => {
      const common = [i, chunk.kind, chunk.chunkId, chunk.time, chunk.type, vectors[i]!, tokens[i]!] as const
      if (chunk.kind === 'note') insert.run(...common, chunk.documentId, chunk.start, chunk.end, null, null)
      else insert.run(...common, null, null, null, chunk.form, packPositions(chunk.events))
    })
  })
}

/** Whether the file at `path` is undamaged and was made from exactly this origin. */
export function isCurrentIndex(path: string, origin: IndexOrigin): boolean {
  try {
    return readDatabase(path, (db) => {
      const meta = readMeta(db)
      return meta.get('format') === String(INDEX_FORMAT) && meta.get('origin') === JSON.stringify(origin)
    })
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

/** Reads the chunks back. Refuses a damaged file, another record and other parameters. */
export function readChunks(path: string, parameters: IndexParameters, sourceHash: string): StoredChunks {
  if (!existsSync(path))
    throw new InputError(`expected an index at ${path}, found none: run 'chartsift index'`)
  return readDatabase(path, (db) => {
    const origin = JSON.parse(readMeta(db).get('origin') ?? 'null') as IndexOrigin | null
    if (
      origin === null ||
      origin.sourceHash !== sourceHash ||
      JSON.stringify(origin.parameters) !== JSON.stringify(parameters)
    ) {
      throw new InputError(`the index at ${path} was built from another record or with other parameters`)
    }
    const chunks: Chunk[] = []
    const vectors: number[] = []
    const tokens: number[] = []
    // Reading rows as arrays takes half as long as objects with a name for each value.
    const rows = db
      .prepare<[], ChunkRow>(
        'SELECT kind, chunk_id, time, type, vector, tokens, document_id, start, end, form, events FROM chunks ORDER BY position',
      )
      .raw()
      .iterate()
    for (const row of rows) {
      chunks.push(chunkOf(row))
      vectors.push(row[4])
      tokens.push(row[5])
    }
    return { chunks, vectors: Int32Array.from(vectors), tokens: Int32Array.from(tokens) }
  })
}

type ChunkRow = [
  kind: 'note' | 'events',
  chunkId: string,
  time: string | null,
  type: string,
  vector: number,
  tokens: number,
  documentId: string,
  start: number,
  end: number,
  form: 'day' | 'series',
  events: Buffer,
]

function chunkOf([kind, chunkId, time, type, , , documentId, start, end, form, events]: ChunkRow): Chunk {
  return kind === 'note'
    ? { kind, chunkId, documentId, start, end, time, type }
    : { kind, form, chunkId, events: unpackPositions(events), time, type }
}

function packPositions(positions: readonly number[]): Buffer {
  const buffer = Buffer.alloc(positions.length * 4)
  positions.forEach((position, i) => {
    buffer.writeUInt32LE(position, i * 4)
  })
  return buffer
}

function unpackPositions(buffer: Buffer): number[] {
  return Array.from({ length: buffer.length / 4 }, (_, i) => buffer.readUInt32LE(i * 4))
}

function readMeta(db: Database.Database): Map<string, string> {
  return new Map(db.prepare<[], [string, string]>('SELECT key, value FROM meta').raw().all())
}
