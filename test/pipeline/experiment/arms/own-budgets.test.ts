import { describe, expect, it } from 'vitest'
import { budgetsOfStrategy, ownBudgetsOf } from '../../../../pipeline/experiment/arms/own-budgets.js'
import { experimentSchema } from '../../../../pipeline/experiment/experiment-file.js'

const issuesOf = (strategies: unknown) =>
  experimentSchema.shape.strategies
    .safeParse(strategies)
    .error?.issues.flatMap((issue) =>
      issue.code === 'invalid_union' ? issue.errors.flat().map(({ message }) => message) : [issue.message],
    )

describe('a strategy with budgets of its own', () => {
  it('is read from a budget or a list, under its current name', () => {
    const entries = ['bm25', { full: 'window' }, { 'sift-lexicon': [100, 'window', 100] }]
    const file = { budgets: [500], ownBudgets: ownBudgetsOf(entries) }
    expect(budgetsOfStrategy(file, 'bm25')).toEqual([500])
    expect(budgetsOfStrategy(file, 'full')).toEqual(['window'])
    expect(budgetsOfStrategy(file, 'sift-no-lexicon')).toEqual([100, 'window'])
  })

  it('is refused in any other form', () => {
    expect(issuesOf([{ full: 'windows' }])).toContain(
      'expected a budget or a list of budgets, as in {recent-tokens: [4000, window]}, found "windows"',
    )
    expect(issuesOf([{ full: 'window', bm25: 500 }])).toContain(
      'expected one strategy with its budgets, as in {full: window}, found 2: give each strategy its own braces',
    )
    expect(issuesOf([{}])).toContain(
      'expected one strategy with its budgets, as in {full: window}, found none',
    )
    expect(issuesOf([{ ful: 'window' }])?.join()).toContain("did you mean 'full'?")
  })
})
