import type Database from 'better-sqlite3'

/** Earlier versions named arms of sift after the part that they lack: 'sift-lexicon' had no lexicon. */
const PARTS = ['reading', 'series', 'cosine', 'lexicon', 'evidence', 'lines', 'copies', 'links', 'intents']
const TABLES = ['contexts', 'responses', 'calls']

/** Gives arms of sift their current names, such as 'sift-no-lexicon', and keeps their modifiers. */
export function armsRenamed(db: Database.Database): void {
  for (const table of TABLES) {
    const rename = db.prepare(
      `UPDATE ${table} SET strategy = @now || substr(strategy, length(@before) + 1)
       WHERE strategy = @before OR strategy GLOB @before || '[+@]*'`,
    )
    for (const part of PARTS) rename.run({ before: `sift-${part}`, now: `sift-no-${part}` })
  }
}
