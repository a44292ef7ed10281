import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SystemFailure } from '../../../base/errors/system-failure.js'
import { DamagedFile } from '../../../base/integrity/damaged-file.js'
import { Stopped } from '../../../cli/output/stopped.js'
import { SELECTION_FAILED, selectionFailure } from '../../../pipeline/failures/selection-failure.js'
import { ResultsStore } from '../../../pipeline/results/results-store.js'
import type { StoredContext } from '../../../pipeline/results/stored-result.js'
import { selectOfPatient } from '../../../pipeline/select/select-contexts.js'
import { sameBudgets } from '../../../pipeline/select/selection.js'
import { bm25 } from '../../../retrievers/strategies/lexical.js'
import type { Strategy } from '../../../retrievers/strategy.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'

const WANTED = { strategies: ['bm25'], budgetsOf: () => [100], selectorKey: null, retryFailed: false }

describe('a strategy that fails on a record', () => {
  it('gives its contexts the reason, and leaves those of others as they are', async () => {
    const record = anna
    const { shard } = await makeShard(record)
    const failing: Strategy = {
      name: 'failing',
      select: async () => () => {
        throw new RangeError('a line of the note')
      },
    }
    const counter = { name: 'approx', exact: false, count: (text: string) => Math.ceil(text.length / 4) }
    const asked = [ask(record.patientId, 'metformin')]
    const contexts = []
    const selection = {
      strategiesFor: () => [failing, bm25()],
      budgets: sameBudgets(['failing', 'bm25'], [50, 100]),
      counter,
      factsOf: () => [],
    }
    for await (const one of selectOfPatient(shard, asked, selection)) {
      contexts.push(...one.contexts)
    }
    expect(contexts.map(({ strategy, budget }) => `${strategy} ${budget}`)).toEqual([
      'failing 50',
      'failing 100',
      'bm25 50',
      'bm25 100',
    ])
    expect(contexts.map(({ context }) => 'reason' in context)).toEqual([true, true, false, false])
    // The message may quote the record, so it is left out.
    expect(contexts[0]!.context).toEqual({
      reason: expect.stringMatching(/^selection failed: an unexpected RangeError/),
    })
    expect(JSON.stringify(contexts[0])).not.toContain('a line of the note')
  })
})

describe('selectionFailure', () => {
  it.each([
    ['a full disk', new SystemFailure('no space is left', 'ENOSPC')],
    ['an error of the system', Object.assign(new Error('EIO'), { code: 'EIO' })],
    ['a stop by the user', new Stopped('stopped')],
    ['an aborted signal', new DOMException('aborted', 'AbortError')],
  ])('does not blame the record for %s', (_, error) => {
    expect(selectionFailure(error)).toBeNull()
  })

  it('names a damaged file', () => {
    expect(selectionFailure(new DamagedFile('record.db'))).toContain('record.db is damaged')
  })

  it('names where in our code an unexpected error arose', () => {
    const error = new TypeError('text')
    error.stack = 'TypeError: text\n    at fill (file:///somewhere/retrievers/pack.ts:12:3)'
    expect(selectionFailure(error)).toBe(
      `${SELECTION_FAILED}an unexpected TypeError at retrievers/pack.ts:12`,
    )
  })
})

describe('results of a failed selection', () => {
  it('are selected and answered again by the next run', () => {
    const folder = mkdtempSync(join(tmpdir(), 'chartsift-results-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const store = ResultsStore.open(join(folder, 'results.db'))
    const cell = { instructionId: 'i1', strategy: 'bm25', budget: 100 }
    const context: StoredContext = {
      ...cell,
      patientId: '1',
      tokens: 0,
      dropped: 0,
      truncated: 0,
      text: '',
      passages: [],
      asked: null,
      reason: `${SELECTION_FAILED}an unexpected TypeError`,
      droppedFacts: null,
      needed: null,
    }
    const [key] = store.generators.use('extractive', [{ name: 'extractive' } as never])
    const response = { ...NO_RESPONSE, ...cell, generator: key!, reason: context.reason }
    store.contexts.put([context])
    store.responses.put(response)
    expect(store.contexts.missingStrategies('i1', WANTED)).toEqual(['bm25'])
    expect(store.contexts.failedSelections([{ strategy: 'bm25', budget: 100 }])).toEqual([
      { patientId: '1', reason: context.reason, count: 1 },
    ])
    store.contexts.put([{ ...context, text: 'found', tokens: 1, reason: null }])
    expect(store.contexts.missingStrategies('i1', WANTED)).toEqual([])
    expect(store.responses.get(cell, key!)).toBeUndefined()
    expect(store.contexts.failedSelections([{ strategy: 'bm25', budget: 100 }])).toEqual([])
    store.close()
  })
})

const NO_RESPONSE = {
  text: null,
  citations: [],
  spans: [],
  unknownCitations: 0,
  promptTokens: null,
  responseTokens: null,
  model: null,
  milliseconds: null,
  cost: null,
}
