import type Database from 'better-sqlite3'
import type { Migration } from '../../../databases/migrations.js'
import { armsRenamed } from '../migrations/arms-renamed.js'
import { callsApart } from '../migrations/calls-apart.js'
import { thoughtsApart } from '../migrations/thoughts-apart.js'
import { ContentTable } from './content-table.js'
import { plansToo } from './plan-table.js'
import { serversToo } from './server-table.js'

/** The tables of results.db, as each version of chartsift changed them. Append only: files of every version are in use. */
export const RESULTS_SCHEMA: readonly Migration[] = [
  firstTables,
  textsOnce,
  sessionsToo,
  callsApart,
  thoughtsApart,
  serversToo,
  armsRenamed,
  neededToo,
  confidenceToo,
  plansToo,
]

function firstTables(db: Database.Database): void {
  db.exec(`
CREATE TABLE IF NOT EXISTS contexts (
  instruction_id TEXT NOT NULL, patient_id TEXT NOT NULL, strategy TEXT NOT NULL, budget INTEGER NOT NULL,
  tokens INTEGER NOT NULL, dropped INTEGER NOT NULL, truncated INTEGER NOT NULL,
  text TEXT NOT NULL, passages TEXT NOT NULL, asked TEXT, reason TEXT, dropped_facts TEXT,
  PRIMARY KEY (instruction_id, strategy, budget)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS generators (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, identity TEXT NOT NULL, used INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS responses (
  instruction_id TEXT NOT NULL, strategy TEXT NOT NULL, budget INTEGER NOT NULL, generator TEXT NOT NULL,
  text TEXT, citations TEXT NOT NULL, spans TEXT NOT NULL, unknown_citations INTEGER NOT NULL, prompt_tokens INTEGER, response_tokens INTEGER, model TEXT,
  milliseconds REAL, cost TEXT, reason TEXT,
  PRIMARY KEY (instruction_id, strategy, budget, generator)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS repeats (name TEXT PRIMARY KEY, keys TEXT NOT NULL, notes TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS grades (
  judge TEXT NOT NULL, criterion TEXT NOT NULL, instruction_id TEXT NOT NULL, response TEXT NOT NULL,
  grade REAL, reason TEXT, failed INTEGER NOT NULL, calls INTEGER NOT NULL, cached INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL, response_tokens INTEGER NOT NULL, milliseconds REAL NOT NULL,
  PRIMARY KEY (judge, criterion, instruction_id, response)) STRICT, WITHOUT ROWID;
`)
}

/** Keeps each distinct text once, deflated: strategies and budgets often have the same context. */
function textsOnce(db: Database.Database): void {
  db.exec(`
ALTER TABLE contexts RENAME TO whole_contexts;
CREATE TABLE contents (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, deflated BLOB NOT NULL) STRICT;
CREATE TABLE contexts (
  instruction_id TEXT NOT NULL, patient_id TEXT NOT NULL, strategy TEXT NOT NULL, budget INTEGER NOT NULL,
  tokens INTEGER NOT NULL, dropped INTEGER NOT NULL, truncated INTEGER NOT NULL,
  text_id INTEGER NOT NULL, passages_id INTEGER NOT NULL, asked TEXT, reason TEXT, dropped_facts TEXT,
  PRIMARY KEY (instruction_id, strategy, budget)) STRICT, WITHOUT ROWID;
`)
  const contents = new ContentTable(db)
  const insert = db.prepare('INSERT INTO contexts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const keys = db
    .prepare<[], string[]>('SELECT instruction_id, strategy, budget FROM whole_contexts')
    .raw()
    .all()
  const read = db
    .prepare<string[], (string | number | null)[]>(
      `SELECT instruction_id, patient_id, strategy, budget, tokens, dropped, truncated, text, passages, asked, reason, dropped_facts
       FROM whole_contexts WHERE instruction_id = ? AND strategy = ? AND budget = ?`,
    )
    .raw()
  // One row at a time: together they may be larger than memory.
  for (const key of keys) {
    const row = read.get(...key)!
    insert.run(
      ...row.slice(0, 7),
      contents.put(row[7] as string),
      contents.put(row[8] as string),
      ...row.slice(9),
    )
  }
  db.exec('DROP TABLE whole_contexts')
}

/** Adds the tokens of contexts that do not fit their budget. */
function neededToo(db: Database.Database): void {
  db.exec('ALTER TABLE contexts ADD COLUMN needed INTEGER')
}

/** Adds the table of sessions. Rows of older versions are attributed to an older version on an unknown day. */
function sessionsToo(db: Database.Database): void {
  db.exec(`
CREATE TABLE sessions (day TEXT, command TEXT, version TEXT, commit_id TEXT) STRICT;
INSERT INTO sessions SELECT NULL, NULL, NULL, NULL WHERE EXISTS (SELECT 1 FROM contexts);
`)
}

/** Adds how sure models said they were. Older answers state nothing. */
function confidenceToo(db: Database.Database): void {
  db.exec('ALTER TABLE responses ADD COLUMN confidence REAL')
}
