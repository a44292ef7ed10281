import type Database from 'better-sqlite3'
import { ONLY_THOUGHTS, partThoughts } from '../../../generators/thoughts/part-thoughts.js'

/**
 * Moves the thoughts of models out of their answers into a separate column. Earlier versions left most thoughts in the answer;
 * which of its citations were in the thoughts is no longer known.
 */
export function thoughtsApart(db: Database.Database): void {
  db.exec(`
ALTER TABLE responses ADD COLUMN thoughts TEXT NOT NULL DEFAULT '';
ALTER TABLE responses ADD COLUMN thought_tokens INTEGER;
`)
  const keyed = 'instruction_id = ? AND strategy = ? AND budget = ? AND generator = ?'
  const keys = db
    .prepare<[], (string | number)[]>(
      'SELECT instruction_id, strategy, budget, generator FROM responses WHERE cost IS NOT NULL AND text IS NOT NULL',
    )
    .raw()
    .all()
  const read = db.prepare<unknown[], string>(`SELECT text FROM responses WHERE ${keyed}`).pluck()
  const part = db.prepare(`UPDATE responses SET text = ?, thoughts = ? WHERE ${keyed}`)
  const fail = db.prepare(
    `UPDATE responses SET text = NULL, thoughts = ?, reason = ?, citations = '[]', spans = '[]', unknown_citations = 0 WHERE ${keyed}`,
  )
  for (const key of keys) {
    const text = read.get(...key)!
    const { answer, thoughts } = partThoughts(text)
    if (answer === text) continue
    if (answer === '') fail.run(thoughts, ONLY_THOUGHTS, ...key)
    else part.run(answer, thoughts, ...key)
  }
}
