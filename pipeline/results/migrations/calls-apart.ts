import type Database from 'better-sqlite3'

/**
 * Adds the table of calls. One row per call: `calls` is 1, or 0 for a cached reply. Rows that sum up what earlier versions kept
 * beside answers, contexts and grades have more; those versions kept nothing about failed calls, and counted a cached reply
 * with what it had cost originally.
 */
export function callsApart(db: Database.Database): void {
  db.exec(`
CREATE TABLE calls (
  work TEXT NOT NULL, model TEXT NOT NULL, key TEXT NOT NULL, strategy TEXT, budget INTEGER, server TEXT NOT NULL, outcome TEXT NOT NULL,
  calls INTEGER NOT NULL, retries INTEGER NOT NULL, cached INTEGER NOT NULL, prompt_tokens INTEGER, answer_tokens INTEGER,
  milliseconds REAL NOT NULL, prompt_ms REAL, answer_ms REAL, wait_ms REAL) STRICT;
INSERT INTO calls
SELECT 'answer', coalesce(g.name, r.generator), r.generator, strategy, budget, coalesce(json_extract(cost, '$.box'), 'unknown'), 'answered',
  1 + coalesce(json_extract(cost, '$.retries'), 0), coalesce(json_extract(cost, '$.retries'), 0), 0, prompt_tokens, response_tokens,
  coalesce(milliseconds, 0), json_extract(cost, '$.promptMs'), json_extract(cost, '$.answerMs'), json_extract(cost, '$.waitMs')
FROM responses r LEFT JOIN generators g ON g.key = r.generator WHERE cost IS NOT NULL AND NOT coalesce(json_extract(cost, '$.isCached'), 0);
INSERT INTO calls
SELECT 'answer', coalesce(g.name, r.generator), r.generator, strategy, budget, coalesce(json_extract(cost, '$.box'), 'unknown'), 'cached',
  0, 0, 1, 0, 0, 0, 0, 0, 0
FROM responses r LEFT JOIN generators g ON g.key = r.generator WHERE cost IS NOT NULL AND json_extract(cost, '$.isCached');
INSERT INTO calls
SELECT 'context', coalesce(json_extract(asked, '$.model'), 'unknown'), '', strategy, budget, 'all', 'answered',
  json_extract(asked, '$.calls') - coalesce(json_extract(asked, '$.cached'), 0), 0, coalesce(json_extract(asked, '$.cached'), 0),
  json_extract(asked, '$.promptTokens'), json_extract(asked, '$.responseTokens'), coalesce(json_extract(asked, '$.milliseconds'), 0), NULL, NULL, NULL
FROM contexts WHERE json_extract(asked, '$.calls') > 0;
INSERT INTO calls
SELECT 'grade', coalesce(g.name, judge), judge, NULL, NULL, 'all', 'answered', calls - cached, 0, cached,
  prompt_tokens, response_tokens, milliseconds, NULL, NULL, NULL
FROM grades LEFT JOIN generators g ON g.key = judge WHERE calls > 0;
ALTER TABLE grades DROP COLUMN calls;
ALTER TABLE grades DROP COLUMN cached;
ALTER TABLE grades DROP COLUMN prompt_tokens;
ALTER TABLE grades DROP COLUMN response_tokens;
ALTER TABLE grades DROP COLUMN milliseconds;
`)
}
