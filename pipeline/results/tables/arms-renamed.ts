import type Database from 'better-sqlite3'

/** Arms of sift were called by the part that they lack: 'sift-lexicon' had no lexicon. */
const PARTS = ['reading', 'series', 'cosine', 'lexicon', 'evidence', 'lines', 'copies', 'links', 'intents']
const TABLES = ['contexts', 'responses', 'calls']

/** Arms of sift get the names that say what they are: 'sift-no-lexicon', with their modifiers. */
export function armsRenamed(db: Database.Database): void {
  for (const table of TABLES) {
    const rename = db.prepare(
      `UPDATE ${table} SET strategy = @now || substr(strategy, length(@before) + 1)
       WHERE strategy = @before OR strategy GLOB @before || '[+@]*'`,
    )
    for (const part of PARTS) rename.run({ before: `sift-${part}`, now: `sift-no-${part}` })
  }
}
