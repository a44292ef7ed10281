import { describe, expect, it } from 'vitest'
import { budgetCurves } from '../../../../eval/compare/overall/budget-curves.js'
import { madeUpColumn } from './made-up-columns.js'

const SETTINGS = { seed: 1, resamples: 200, level: 0.95 }
const column = (strategy: string, budget: number, values: readonly (number | null)[]) =>
  madeUpColumn({ strategy, budget, values })

describe('budgetCurves', () => {
  it('gives the mean difference over the common budgets, every doubling counting the same', () => {
    const found = budgetCurves(
      [
        // In the order of an experiment file, which need not ascend.
        column('recent', 400, [0.4, 0.4, 0.4, 0.4]),
        column('recent', 100, [0.2, 0.2, 0.2, 0.2]),
        column('recent', 200, [0.3, 0.3, 0.3, 0.3]),
        column('sift', 100, [0.3, 0.3, 0.3, 0.3]),
        column('sift', 200, [0.5, 0.5, 0.5, 0.5]),
        column('sift', 400, [0.5, 0.5, 0.5, null]),
        column('sift', 800, [1, 1, 1, 1]),
        column('full', 9000, [1, 1, 1, 1]),
      ],
      ['recent'],
      SETTINGS,
    )!
    expect(found.reference).toBe('recent')
    expect(found.rows.map(({ strategy }) => strategy)).toEqual(['sift'])
    const [sift] = found.rows
    expect(sift).toMatchObject({ budgets: [100, 200, 400], left: 1, reason: null })
    // Differences .1, .2 and .1 with weights 1/4, 1/2 and 1/4.
    expect(sift!.area!.mean).toBeCloseTo(0.15, 12)
    expect([sift!.area!.n, sift!.area!.clusters]).toEqual([3, 2])
  })

  it('goes on to the next reference if a first one has a budget of its own', () => {
    const columns = [
      column('full', 9000, [1, 1]),
      column('sift', 100, [0.5, 0.5]),
      column('sift', 200, [0.5, 0.5]),
      column('bm25', 100, [0.25, 0.25]),
      column('bm25', 200, [0.25, 0.25]),
    ]
    const found = budgetCurves(columns, ['full', 'sift'], SETTINGS)!
    expect([found.reference, found.rows[0]!.strategy, found.rows[0]!.area!.mean]).toEqual([
      'sift',
      'bm25',
      -0.25,
    ])
    expect(budgetCurves(columns, ['full'], SETTINGS)).toBeNull()
    expect(budgetCurves(columns, [], SETTINGS)).toBeNull()
    expect(budgetCurves([], ['sift'], SETTINGS)).toBeNull()
  })

  it('says why a strategy has no value', () => {
    const columns = [
      column('sift', 100, [0.5, null]),
      column('sift', 200, [null, 0.5]),
      column('bm25', 100, [0.25, 0.25]),
      column('bm25', 200, [0.25, 0.25]),
    ]
    expect(budgetCurves(columns, ['bm25'], SETTINGS)!.rows).toEqual([
      {
        strategy: 'sift',
        budgets: [100, 200],
        area: null,
        left: 2,
        reason: 'no instruction is scored at all budgets in both arms',
      },
    ])
  })
})
