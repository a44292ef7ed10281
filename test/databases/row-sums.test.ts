import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../base/errors/input-error.js'
import { type ModelReply, ResponseCache } from '../../generators/servers/response-cache.js'
import { ResultsStore } from '../../pipeline/results/results-store.js'
import type { StoredContext, StoredResponse } from '../../pipeline/results/stored-result.js'
import { temporaryFolder } from '../fixtures/command-line.js'

const WANTED = { strategies: ['bm25'], budgetsOf: () => [100], selectorKey: null, retryFailed: false }

const CELL = { instructionId: 'i1', strategy: 'bm25', budget: 100 }
const CONTEXT: StoredContext = {
  ...CELL,
  patientId: 'p1',
  tokens: 3,
  dropped: 0,
  truncated: 0,
  text: 'Metformin was stopped.',
  passages: [],
  asked: null,
  reason: null,
  droppedFacts: null,
  needed: null,
}
const contexts = Array.from({ length: 40 }, (_, i) => ({
  ...CONTEXT,
  instructionId: `i${i}`,
  text: `Note ${i}`,
}))

function results() {
  const path = join(temporaryFolder(), 'results.db')
  const store = ResultsStore.open(path)
  store.contexts.put(contexts)
  const [key] = store.generators.use('extractive', [{ kind: 'extractive' }])
  const response = responseOf(key!)
  for (const { instructionId } of contexts) store.responses.put({ ...response, instructionId })
  store.close()
  return { path, key: key!, response }
}

function responseOf(generator: string): StoredResponse {
  const answer = {
    text: 'Stopped. \ud800',
    citations: ['note:1'],
    spans: [],
    unknownCitations: 0,
    model: null,
  }
  const counts = { promptTokens: 5, responseTokens: 2, milliseconds: 12, cost: null, reason: null }
  return { ...CELL, generator, ...answer, ...counts } as StoredResponse
}

function change(path: string, sql: string): void {
  const db = new Database(path)
  db.exec(sql)
  db.close()
}

/** Gives the file the sums that the first files with sums have: one for the whole schema, none for servers. */
function withFormerSums(path: string): void {
  const db = new Database(path)
  db.exec(
    "DELETE FROM row_sums WHERE tab IN ('sqlite_schema', 'servers'); DROP TRIGGER IF EXISTS unseal_servers",
  )
  const schema = db
    .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')
    .raw()
    .all()
  const text = JSON.stringify([db.pragma('user_version', { simple: true }), schema])
  const sum = createHash('sha256').update(text).digest('hex').slice(0, 32)
  db.prepare("INSERT INTO row_sums VALUES ('sqlite_schema', '', ?)").run(sum)
  db.close()
}

function schemaSums(path: string): unknown[] {
  const db = new Database(path, { readonly: true })
  const keys = db.prepare("SELECT key FROM row_sums WHERE tab = 'sqlite_schema' ORDER BY key").pluck().all()
  db.close()
  return keys
}

describe('results.db', () => {
  it('is refused to readers where a row has changed or gone, and a run makes it again', () => {
    for (const [sql, words] of [
      ["UPDATE responses SET text = 'Started.' WHERE instruction_id = 'i3'", '1 of responses'],
      ["UPDATE contexts SET tokens = 4 WHERE instruction_id = 'i3'", '1 of contexts'],
      ["UPDATE contexts SET text_id = 1 WHERE instruction_id = 'i3'", '1 of contexts'],
      ["UPDATE contexts SET instruction_id = 'x3' WHERE instruction_id = 'i3'", '1 of contexts'],
      ["UPDATE generators SET identity = '{}'", '1 of generators'],
    ] as const) {
      const { path, key, response } = results()
      change(path, sql)
      expect(() => ResultsStore.read(path), sql).toThrow(
        new InputError(
          `${path} holds damaged rows (${words}): run 'chartsift run' with its experiment file again to recompute them`,
        ),
      )
      const store = ResultsStore.open(path)
      expect(store.damage, sql).toBe(words)
      for (const one of contexts) {
        if (store.contexts.missingStrategies(one.instructionId, WANTED).length > 0) store.contexts.put([one])
        if (store.responses.get(one, key) === undefined)
          store.responses.put({ ...response, instructionId: one.instructionId })
      }
      store.generators.use('extractive', [{ kind: 'extractive' }])
      store.close()
      const whole = ResultsStore.read(path)
      expect(whole.contexts.get({ ...CELL, instructionId: 'i3' })).toEqual({ ...contexts[3], passages: [] })
      expect(whole.generators.last('extractive')[0]!.identity).toEqual({ kind: 'extractive' })
      whole.close()
    }
  })

  it('is refused to readers if it was cut to nothing', () => {
    const { path } = results()
    writeFileSync(path, '')
    expect(() => ResultsStore.read(path)).toThrow(
      new InputError(
        `expected the results of an experiment at ${path}, found an empty file: run 'chartsift run' with its experiment file again`,
      ),
    )
  })

  it('keeps its answers if it has the sums of an earlier version, and gets the present ones', () => {
    const { path, key } = results()
    change(path, "INSERT INTO servers VALUES ('a', '{}')")
    withFormerSums(path)
    for (const open of [() => ResultsStore.read(path), () => ResultsStore.open(path)]) {
      const store = open()
      expect(store.damage).toBeNull()
      expect(store.responses.get({ ...CELL, instructionId: 'i3' }, key)?.text).toMatch(/^Stopped/)
      expect(store.servers.of('a')).toHaveLength(1)
      store.close()
    }
    expect(schemaSums(path)).toContain('responses')
    change(path, "UPDATE servers SET facts = '[]'")
    expect(() => ResultsStore.read(path)).toThrow(/damaged rows \(1 of servers\)/)
  })

  it('is refused if it has the sums of an earlier version and a row or the schema has changed', () => {
    const row = results().path
    withFormerSums(row)
    change(row, "UPDATE responses SET text = 'Started.' WHERE instruction_id = 'i3'")
    expect(() => ResultsStore.read(row)).toThrow(/damaged rows \(1 of responses\)/)
    const schema = results().path
    withFormerSums(schema)
    change(schema, 'ALTER TABLE responses RENAME COLUMN text TO thoughts_of')
    expect(() => ResultsStore.read(schema)).toThrow(/other tables than chartsift wrote/)
  })

  it('is never to be deleted while the database is sound', () => {
    const { path } = results()
    change(path, 'ALTER TABLE responses RENAME COLUMN text TO words')
    expect(() => ResultsStore.open(path)).toThrow(
      new InputError(
        `expected the results of an experiment at ${path}, found a sound database with other tables than chartsift wrote (SQLITE_CORRUPT): move it to another place, which keeps it, or restore a copy`,
      ),
    )
    writeFileSync(path, readFileSync(path).fill(0xff, 4096))
    expect(() => ResultsStore.open(path)).toThrow(/found an unusable file .*: delete it, or run with --fresh/)
  })

  it('has a text that has changed made again by a run', () => {
    const { path } = results()
    change(path, "UPDATE contents SET deflated = x'0300' WHERE id = 5")
    const store = ResultsStore.open(path)
    expect(store.damage).toBe('1 of texts')
    const missing = contexts.filter(
      ({ instructionId }) => store.contexts.missingStrategies(instructionId, WANTED).length > 0,
    )
    expect(missing).toHaveLength(1)
    store.contexts.put(missing)
    expect(store.contexts.get(missing[0]!).text).toBe(missing[0]!.text)
    store.close()
  })

  it('takes a row that another program deleted for one that was never there', () => {
    const { path, key } = results()
    change(path, "DELETE FROM responses WHERE instruction_id = 'i3'")
    const store = ResultsStore.read(path)
    expect(store.responses.get({ ...CELL, instructionId: 'i3' }, key)).toBeUndefined()
    store.close()
  })

  it('gives the same or refuses, whichever bit of the file has turned', () => {
    const { path, key } = results()
    const whole = readFileSync(path)
    const read = () => {
      const store = ResultsStore.read(path)
      try {
        const cells = contexts.map(({ instructionId }) => ({ ...CELL, instructionId }))
        return [
          ...cells.map((cell) => [store.contexts.get(cell), store.responses.get(cell, key)]),
          store.generators.last('extractive'),
        ]
      } finally {
        store.close()
      }
    }
    const expected = read()
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(7), (at, bit) => {
        const bytes = Buffer.from(whole)
        bytes[at]! ^= 1 << bit
        writeFileSync(path, bytes)
        try {
          expect(read()).toEqual(expected)
        } catch (error) {
          if (!(error instanceof InputError)) throw error
          mend(path)
        }
      }),
      { numRuns: 150 },
    )
  })
})

/** As a run begins: what is damaged is taken out, or the whole file is refused. */
function mend(path: string): void {
  try {
    ResultsStore.open(path).close()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return
  }
  ResultsStore.read(path).close()
}

describe('responses.db', () => {
  const reply = { text: 'Stopped.', thinking: '', isCut: false } as unknown as ModelReply['reply']

  it('takes a damaged reply for none, and its successor for good', () => {
    const path = join(temporaryFolder(), 'responses.db')
    const cache = new ResponseCache(path)
    cache.put('k', 'p1', { model: 'm', reply })
    expect(cache.get('k')).toEqual(reply)
    cache.close()
    for (const sql of [
      `UPDATE replies SET reply = '{"text":"Started."}'`,
      "UPDATE replies SET patient_id = 'p2'",
    ]) {
      change(path, sql)
      const damaged = new ResponseCache(path)
      expect(damaged.get('k')).toBeNull()
      damaged.put('k', 'p1', { model: 'm', reply })
      expect(damaged.get('k')).toEqual(reply)
      damaged.close()
    }
  })

  it('keeps the replies of a file with the sums of an earlier version', () => {
    const path = join(temporaryFolder(), 'responses.db')
    const first = new ResponseCache(path)
    first.put('k', 'p1', { model: 'm', reply })
    first.put('damaged', 'p1', { model: 'm', reply })
    first.close()
    withFormerSums(path)
    change(path, "UPDATE replies SET model = 'x' WHERE key = 'damaged'")
    for (const open of [() => ResponseCache.read(path), () => new ResponseCache(path)]) {
      const cache = open()
      expect([cache.get('k'), cache.get('damaged')]).toEqual([reply, null])
      cache.close()
    }
    expect(schemaSums(path)).toContain('replies')
    const again = ResponseCache.read(path)
    expect([again.get('k'), again.get('damaged')]).toEqual([reply, null])
    again.close()
  })

  it('keeps the replies of a file without sums', () => {
    const path = join(temporaryFolder(), 'responses.db')
    change(
      path,
      `CREATE TABLE replies (key TEXT PRIMARY KEY, patient_id TEXT NOT NULL, model TEXT NOT NULL, reply TEXT NOT NULL) STRICT, WITHOUT ROWID;
       CREATE INDEX replies_of_patient ON replies (patient_id); INSERT INTO replies VALUES ('k', 'p1', 'm', '{"text":"Stopped."}')`,
    )
    const cache = new ResponseCache(path)
    expect(cache.get('k')).toEqual(reply)
    cache.close()
  })
})
