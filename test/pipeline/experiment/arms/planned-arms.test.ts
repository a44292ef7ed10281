import { describe, expect, it } from 'vitest'
import { PlannedArms } from '../../../../pipeline/experiment/arms/planned-arms.js'

const windows: Record<string, number> = { small: 3700, large: 15_000 }
const planned = (given: Partial<ConstructorParameters<typeof PlannedArms>[0]> = {}) =>
  new PlannedArms({
    strategies: ['bm25', 'full', 'recent-tokens'],
    budgets: [1000, 4000],
    ownBudgets: { full: ['window'], 'recent-tokens': [4000, 'window'] },
    generators: ['small', 'large'],
    windowOf: (generator) => windows[generator]!,
    ...given,
  })
const shown = (arms: PlannedArms['all']) =>
  arms.map(({ strategy, budget, budgetName }) => `${strategy} ${budget}${budgetName === null ? '' : ' w'}`)

describe('planned arms', () => {
  it('give each strategy its own budgets, or those of the file', () => {
    expect(shown(planned().of('small'))).toEqual([
      'bm25 1000',
      'bm25 4000',
      'full 3700 w',
      'recent-tokens 4000',
      'recent-tokens 3700 w',
    ])
  })

  it('differ between generators with different windows, and are selected for all of them', () => {
    const arms = planned()
    expect(arms.budgetsOf('full')).toEqual([3700, 15_000])
    expect(arms.budgetsOf('bm25')).toEqual([1000, 4000])
    expect(arms.has('small', { strategy: 'full', budget: 3700 })).toBe(true)
    expect(arms.has('large', { strategy: 'full', budget: 3700 })).toBe(false)
    // 2 of bm25, 2 windows of full, 4000 and 2 windows of recent-tokens.
    expect(arms.all).toHaveLength(7)
    expect(arms.budgets).toEqual([1000, 3700, 4000, 15_000])
  })

  it('are one arm, called window, if a listed budget is also what the window leaves', () => {
    const arms = planned({ windowOf: () => 4000 })
    expect(shown(arms.of('small'))).toEqual(['bm25 1000', 'bm25 4000', 'full 4000 w', 'recent-tokens 4000 w'])
  })

  it('are every strategy at every budget, in the order of the file, without budgets of their own', () => {
    const arms = planned({ ownBudgets: {}, budgets: [500, 100] })
    expect(shown(arms.all)).toEqual([
      'bm25 500',
      'bm25 100',
      'full 500',
      'full 100',
      'recent-tokens 500',
      'recent-tokens 100',
    ])
  })
})
