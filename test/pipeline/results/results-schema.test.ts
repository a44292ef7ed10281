import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { ResultsStore } from '../../../pipeline/results/results-store.js'
import { RESULTS_SCHEMA } from '../../../pipeline/results/tables/results-schema.js'
import { temporaryFolder } from '../../fixtures/command-line.js'

/** As version 0.1.0 made its tables, before files had a schema number. */
const FIRST_DDL = `
CREATE TABLE contexts (
  instruction_id TEXT NOT NULL, patient_id TEXT NOT NULL, strategy TEXT NOT NULL, budget INTEGER NOT NULL,
  tokens INTEGER NOT NULL, dropped INTEGER NOT NULL, truncated INTEGER NOT NULL,
  text TEXT NOT NULL, passages TEXT NOT NULL, asked TEXT, reason TEXT, dropped_facts TEXT,
  PRIMARY KEY (instruction_id, strategy, budget)) STRICT, WITHOUT ROWID;
CREATE TABLE generators (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, identity TEXT NOT NULL, used INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE responses (
  instruction_id TEXT NOT NULL, strategy TEXT NOT NULL, budget INTEGER NOT NULL, generator TEXT NOT NULL,
  text TEXT, citations TEXT NOT NULL, spans TEXT NOT NULL, unknown_citations INTEGER NOT NULL, prompt_tokens INTEGER, response_tokens INTEGER, model TEXT,
  milliseconds REAL, cost TEXT, reason TEXT,
  PRIMARY KEY (instruction_id, strategy, budget, generator)) STRICT, WITHOUT ROWID;
CREATE TABLE repeats (name TEXT PRIMARY KEY, keys TEXT NOT NULL, notes TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE grades (
  judge TEXT NOT NULL, criterion TEXT NOT NULL, instruction_id TEXT NOT NULL, response TEXT NOT NULL,
  grade REAL, reason TEXT, failed INTEGER NOT NULL, calls INTEGER NOT NULL, cached INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL, response_tokens INTEGER NOT NULL, milliseconds REAL NOT NULL,
  PRIMARY KEY (judge, criterion, instruction_id, response)) STRICT, WITHOUT ROWID;
`
const PASSAGES = JSON.stringify([{ rank: 1, score: 2, kind: 'note', documentId: 'note:1', start: 0, end: 4 }])
const ASKED = JSON.stringify({ by: 'b', model: 'm', calls: 1 })

function firstFile(): string {
  const path = join(temporaryFolder(), 'results.db')
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.exec(FIRST_DDL)
  const context = db.prepare('INSERT INTO contexts VALUES (?, ?, ?, ?, 3, 1, 0, ?, ?, ?, ?, ?)')
  context.run('i1', 'p1', 'recent', 100, 'Same text \ud83e\ude7a', PASSAGES, null, null, '["f1"]')
  context.run('i1', 'p1', 'bm25', 100, 'Same text \ud83e\ude7a', PASSAGES, null, null, null)
  context.run('i2', 'p2', 'bm25', 100, '', '[]', ASKED, 'the model is gone', null)
  db.exec("INSERT INTO generators VALUES ('k', 'extractive', '{}', 1)")
  db.exec(`INSERT INTO repeats VALUES ('extractive', '["k"]', '["a note"]')`)
  db.exec(
    `INSERT INTO responses VALUES ('i1', 'bm25', 100, 'k', 'An answer', '["note:1"]', '[]', 0, 5, 2, null, 1.5, null, null)`,
  )
  db.close()
  const store = ResultsStore.read(path)
  store.close()
  return path
}

describe('migration of results.db', () => {
  it('keeps contexts, answers and generators of the first schema, and each text once', () => {
    const path = firstFile()
    const store = ResultsStore.open(path)
    const cell = { instructionId: 'i1', strategy: 'recent', budget: 100 }
    expect(store.contexts.get(cell)).toEqual({
      ...cell,
      patientId: 'p1',
      tokens: 3,
      dropped: 1,
      truncated: 0,
      text: 'Same text \ud83e\ude7a',
      passages: JSON.parse(PASSAGES),
      asked: null,
      reason: null,
      droppedFacts: ['f1'],
      needed: null,
    })
    const failed = store.contexts.get({ instructionId: 'i2', strategy: 'bm25', budget: 100 })
    expect([failed.reason, failed.text, failed.asked]).toEqual(['the model is gone', '', JSON.parse(ASKED)])
    expect(store.responses.get({ ...cell, strategy: 'bm25' }, 'k')).toMatchObject({
      text: 'An answer',
      citations: ['note:1'],
    })
    expect([store.generators.last('extractive')[0]!.key, store.generators.notesOf('extractive')]).toEqual([
      'k',
      ['a note'],
    ])
    store.close()
    const db = new Database(path, { readonly: true })
    // Two texts (one of them empty) and two lists of passages.
    expect(db.prepare('SELECT count(*) FROM contents').pluck().get()).toBe(4)
    expect(db.pragma('user_version', { simple: true })).toBe(RESULTS_SCHEMA.length)
    db.close()
  })

  it('reads a file of the first schema without changing it', () => {
    const path = firstFile()
    const store = ResultsStore.read(path)
    expect(store.contexts.get({ instructionId: 'i1', strategy: 'bm25', budget: 100 }).text).toBe(
      'Same text \ud83e\ude7a',
    )
    store.close()
    const db = new Database(path, { readonly: true })
    expect(db.pragma('user_version', { simple: true })).toBe(0)
    db.close()
  })

  it('finds contexts, answers and calls of an arm of sift under the name that it has now', () => {
    const path = firstFile()
    const db = new Database(path)
    for (const [before, strategy] of [
      ['recent', 'sift-lexicon'],
      ['bm25', 'sift-lexicon+cut'],
    ]) {
      db.prepare('UPDATE contexts SET strategy = ? WHERE strategy = ?').run(strategy, before)
      db.prepare('UPDATE responses SET strategy = ? WHERE strategy = ?').run(strategy, before)
    }
    db.close()
    for (const open of [() => ResultsStore.read(path), () => ResultsStore.open(path)]) {
      const store = open()
      const wanted = {
        strategies: ['sift-no-lexicon', 'sift-no-lexicon+cut', 'sift-no-lines'],
        budgetsOf: () => [100],
        selectorKey: null,
        retryFailed: false,
      }
      expect(store.contexts.missingStrategies('i1', wanted)).toEqual(['sift-no-lines'])
      const cell = { instructionId: 'i1', strategy: 'sift-no-lexicon+cut', budget: 100 }
      expect(store.contexts.get(cell).text).toBe('Same text \ud83e\ude7a')
      expect(store.responses.get(cell, 'k')?.text).toBe('An answer')
      // The model that failed to choose this context was asked for it.
      expect(store.costs.ofStrategies(['sift-no-lexicon+cut'])).toHaveLength(1)
      expect(store.damage).toBeNull()
      store.close()
    }
    const again = ResultsStore.open(path)
    expect(again.damage).toBeNull()
    again.close()
  })

  it('refuses a file of a newer version, and what is no database', () => {
    const path = firstFile()
    const db = new Database(path)
    db.pragma('user_version = 999')
    db.close()
    expect(() => ResultsStore.read(path)).toThrow(/newer version of chartsift/)
    expect(() => ResultsStore.open(path)).toThrow(/newer version of chartsift/)
    writeFileSync(path, 'no database, but long enough to be looked at '.repeat(40))
    expect(() => ResultsStore.read(path)).toThrow(/unusable file \(SQLITE_NOTADB\)/)
  })

  it('refuses a stored text whose bytes have changed', () => {
    const path = firstFile()
    ResultsStore.open(path).close()
    const db = new Database(path)
    db.exec("UPDATE contents SET deflated = x'0300'")
    db.close()
    const store = ResultsStore.read(path)
    expect(() => store.contexts.get({ instructionId: 'i1', strategy: 'bm25', budget: 100 })).toThrow(
      /damaged/,
    )
    store.close()
  })

  it('separates thoughts from the answers of models, and lists what earlier calls took', () => {
    const path = firstFile()
    const db = new Database(path)
    db.exec('DROP TABLE grades')
    db.exec(FIRST_DDL.slice(FIRST_DDL.indexOf('CREATE TABLE grades')))
    const cost = (server: string, isCached: boolean) =>
      JSON.stringify({
        box: server,
        calls: 1,
        retries: isCached ? 0 : 1,
        promptMs: 50,
        answerMs: 20,
        waitMs: 5,
        isCached,
        neutralised: 2,
      })
    db.exec(
      "INSERT INTO generators VALUES ('m', 'ollama:tiny', '{}', 2), ('j', 'judge ollama:tiny', '{}', 3)",
    )
    const response = db.prepare(
      "INSERT INTO responses VALUES ('i1', ?, 100, ?, ?, '[\"note:1\"]', '[]', 1, 100, 20, 'tiny', 900, ?, null)",
    )
    response.run('bm25', 'm', '<think>Hm.</think>13.2', cost('a', false))
    response.run('recent', 'm', '<think>Hm.', cost('a', true))
    // What `extractive` quotes of a chart is no thought.
    response.run('recent', 'k', '<think>Hm.</think>13.2', null)
    db.exec("INSERT INTO grades VALUES ('j', 'correct', 'i1', 'hash', 1, null, 0, 3, 1, 300, 30, 1200)")
    db.exec(
      `UPDATE contexts SET asked = '${JSON.stringify({ by: 'b', model: 'ollama:tiny', calls: 4, cached: 4, promptTokens: 0, responseTokens: 0, milliseconds: 0 })}' WHERE strategy = 'bm25'`,
    )
    db.close()
    const store = ResultsStore.open(path)
    const at = (strategy: string) => ({ instructionId: 'i1', strategy, budget: 100 })
    expect(store.responses.get(at('bm25'), 'm')).toMatchObject({
      text: '13.2',
      thoughts: { text: 'Hm.', tokens: null },
      reason: null,
      citations: ['note:1'],
    })
    expect(store.responses.get(at('recent'), 'm')).toMatchObject({
      text: null,
      thoughts: { text: 'Hm.' },
      reason: 'only-thoughts: the reply is thoughts and nothing else',
      citations: [],
      unknownCitations: 0,
    })
    expect(store.responses.get(at('recent'), 'k')).toMatchObject({
      text: '<think>Hm.</think>13.2',
      thoughts: { text: '' },
    })
    const strategies = ['bm25', 'recent']
    const cells = strategies.map((strategy) => ({ strategy, budget: 100 }))
    expect(store.responses.thoughts(['m'], cells)).toEqual({
      answers: 1,
      alone: 1,
      characters: 6,
      tokens: null,
    })
    // Answered at the second try; from the cache for nothing.
    expect(store.costs.ofGenerator('ollama:tiny', ['m'], cells)).toEqual([
      {
        generator: 'ollama:tiny',
        server: 'a',
        calls: 2,
        retries: 1,
        failed: 0,
        cached: 1,
        promptTokens: 100,
        answerTokens: 20,
        seconds: 0.9,
        promptTokensPerSecond: 2000,
        answerTokensPerSecond: 1000,
        waitSeconds: 0.005,
        neutralised: 4,
      },
    ])
    expect(store.costs.ofJudge('judge ollama:tiny', 'j')).toMatchObject([
      { calls: 2, cached: 1, promptTokens: 300, answerTokens: 30, seconds: 1.2 },
    ])
    expect(store.costs.ofStrategies(strategies)).toMatchObject([
      { generator: 'ollama:tiny for bm25', calls: 0, cached: 8 },
    ])
    store.close()
  })

  it('drops what was answered from a context of a model that was made again, unless it is the same', () => {
    const store = ResultsStore.open(join(temporaryFolder(), 'results.db'))
    const cell = { instructionId: 'i1', strategy: 'hyde', budget: 100 }
    const putContext = (text: string, reason: string | null) =>
      store.contexts.put([
        {
          ...cell,
          patientId: 'p1',
          tokens: 1,
          dropped: 0,
          truncated: 0,
          text,
          passages: [],
          asked: { by: 'b', model: 'm' },
          reason,
          droppedFacts: null,
          needed: null,
        },
      ])
    const answers = (text: string, reason: string | null) => {
      store.responses.put({
        ...cell,
        generator: 'k',
        text: 'An answer',
        citations: [],
        spans: [],
        unknownCitations: 0,
        promptTokens: 1,
        responseTokens: 1,
        model: 'm',
        milliseconds: 1,
        cost: null,
        reason: null,
        thoughts: { text: '', tokens: 0 },
      })
      putContext(text, reason)
      return store.responses.get(cell, 'k') !== undefined
    }
    putContext('One', null)
    expect([answers('One', null), answers('Two', null)]).toEqual([true, false])
    expect([answers('', 'failed'), answers('', 'failed otherwise')]).toEqual([false, false])
    store.close()
  })
})
