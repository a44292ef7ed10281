import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { ExperimentPlan } from '../../../../pipeline/experiment/plan/experiment-plan.js'
import { dropContexts } from '../../../../pipeline/housekeeping/superseded-contexts.js'
import { ResultsStore } from '../../../../pipeline/results/results-store.js'
import { temporaryFolder } from '../../../fixtures/command-line.js'

const planOf = (hash: string) => ({ hash, experiment: 'e' }) as ExperimentPlan

function written(work: (store: ResultsStore) => void): string {
  const path = join(temporaryFolder(), 'results.db')
  const store = ResultsStore.open(path)
  work(store)
  store.close()
  return path
}

function plansIn(path: string) {
  const store = ResultsStore.read(path)
  const plans = store.plans.list()
  store.close()
  return plans
}

describe('sealed plans', () => {
  it('keep their first time, and are in the order of their seals', () => {
    const path = written(({ plans }) => {
      plans.seal(planOf('b'), '2026-12-02T00:00:00Z')
      plans.seal(planOf('a'), '2026-12-01T00:00:00Z', { answers: 4, contexts: 6 })
      plans.seal(planOf('b'), '2026-12-03T00:00:00Z')
    })
    expect(plansIn(path)).toEqual([
      { plan: planOf('b'), sealed: '2026-12-02T00:00:00Z', answers: 0, contexts: 0 },
      { plan: planOf('a'), sealed: '2026-12-01T00:00:00Z', answers: 4, contexts: 6 },
    ])
  })

  it('are kept when contexts are removed', () => {
    const path = written(({ plans }) => plans.seal(planOf('a'), '2026-12-01T00:00:00Z'))
    dropContexts(path)
    expect(plansIn(path)).toHaveLength(1)
  })

  it('are refused if another program has changed them', () => {
    const path = written(({ plans }) =>
      plans.seal(planOf('a'), '2026-12-05T00:00:00Z', { answers: 1, contexts: 1 }),
    )
    const db = new Database(path)
    db.exec("UPDATE plans SET answers = 0, sealed = '2026-12-01T00:00:00Z'")
    db.close()
    expect(() => ResultsStore.read(path)).toThrow(/holds damaged rows \(1 of plans\)/)
    const store = ResultsStore.open(path)
    expect([store.damage, store.plans.list()]).toEqual(['1 of plans', []])
    store.close()
  })

  it('are empty in a file of an earlier version', () => {
    const path = written(() => {})
    const db = new Database(path)
    // As the schema was before: the row sums of the file then do not know the table either.
    db.exec("DROP TABLE plans; DELETE FROM row_sums WHERE tab = 'sqlite_schema' AND key = 'plans'")
    const version = db.pragma('user_version', { simple: true }) as number
    db.pragma(`user_version = ${version - 1}`)
    db.close()
    expect(plansIn(path)).toEqual([])
    const store = ResultsStore.open(path)
    store.plans.seal(planOf('a'), '2026-12-01T00:00:00Z')
    store.close()
    expect(plansIn(path)).toHaveLength(1)
  })
})
